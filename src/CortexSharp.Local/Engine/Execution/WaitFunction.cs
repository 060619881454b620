using System.Globalization;
using System.Text.Json;
using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine.Execution;

/// <summary><c>SYSTEM$WAIT(seconds)</c>, on the injected clock.</summary>
internal sealed class WaitFunction(decimal seconds, TimeProvider time) : ICortexFunction
{
    public const string Name = "SYSTEM$WAIT";

    public CortexResultType ResultType => CortexResultType.Varchar;

    public IReadOnlyList<int> RowArguments => [];

    public static WaitFunction Bind(IReadOnlyList<CortexArgument> arguments, TimeProvider time) =>
        arguments is [{ IsConstant: true, Constant: { ValueKind: JsonValueKind.Number } seconds }, ..]
        && (arguments.Count == 1 || arguments[1].Constant.ValueEquals("SECONDS"))
            ? new(seconds.GetDecimal(), time)
            : throw new LocalSqlException(1015, "22023", "SQL compilation error:\nSYSTEM$WAIT takes a number of seconds as a constant.");

    public async Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
    {
        var answers = new object?[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)seconds), time, cancellationToken).ConfigureAwait(false);
            answers[i] = string.Create(CultureInfo.InvariantCulture, $"waited {seconds} seconds");
        }

        return answers;
    }
}
