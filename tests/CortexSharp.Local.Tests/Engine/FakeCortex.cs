using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Tests.Engine;

/// <summary>Cortex functions whose answers a test can foresee: completions are the prompt in upper case, tokens are characters.</summary>
internal sealed class FakeCortex : ICortexFunctions
{
    /// <summary>The prompts asked, in no particular order.</summary>
    public ConcurrentBag<string?> Asked { get; } = [];

    public IReadOnlyList<CortexArgument>? LastArguments { get; private set; }

    /// <summary>When set, calls wait for it.</summary>
    public Task? Gate { get; set; }

    public bool Contains(string name) =>
        name is "AI_COMPLETE" or "AI_COUNT_TOKENS" or "SNOWFLAKE.CORTEX.COMPLETE" or "SNOWFLAKE.CORTEX.TRY_COMPLETE" or "SNOWFLAKE.CORTEX.FINETUNE";

    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        LastArguments = arguments;
        if (arguments.Any(a => a is { IsConstant: true, Constant.ValueKind: JsonValueKind.String } && a.Constant.ValueEquals("refused")))
            throw new LocalSqlException(100351, "P0000", "unknown model \"refused\"");
        var rows = arguments.Select((a, i) => (a, i)).Where(p => !p.a.IsConstant).Select(p => p.i).ToArray();
        var type = name.EndsWith("TOKENS", StringComparison.Ordinal) ? CortexResultType.Number
            : arguments.Any(a => a.Name is "RETURN_ERROR_DETAILS" or "SHOW_DETAILS") ? CortexResultType.Variant : CortexResultType.Varchar;
        return new Function(this, name, arguments, rows, type);
    }

    private sealed class Function(FakeCortex owner, string name, IReadOnlyList<CortexArgument> arguments, int[] rowArguments, CortexResultType type)
        : ICortexFunction
    {
        public CortexResultType ResultType => type;

        public IReadOnlyList<int> RowArguments => rowArguments;

        public async Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
        {
            if (owner.Gate is { } gate)
                await gate.WaitAsync(cancellationToken);
            return [.. rows.Select(Answer)];
        }

        private object? Answer(object?[] row)
        {
            var prompt = row.Length > 0 ? Convert.ToString(row[0], CultureInfo.InvariantCulture)
                : arguments.Count > 1 ? arguments[1].Constant.ToString() : null;
            owner.Asked.Add(prompt);
            if (row.Length > 0 && row[0] is null)
                return null;
            var answer = prompt!.ToUpperInvariant();
            return type switch
            {
                CortexResultType.Number => (long)prompt.Length,
                CortexResultType.Variant => $$"""{"value":{"choices":[{"messages":{{JsonSerializer.Serialize(answer)}}}]},"error":null}""",
                _ => name.EndsWith("FINETUNE", StringComparison.Ordinal) ? "ft_1" : answer,
            };
        }
    }
}
