using System.Globalization;
using System.Text.Json;
using CortexSharp.Local.Engine.Runtime;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>A call that is evaluated row by row, with failing rows as the call's mode says.</summary>
/// <param name="function">The name and version that a raised error shows, such as <c>CLASSIFY$V1</c>.</param>
/// <param name="call">The call.</param>
/// <param name="valueType">The type of a value.</param>
/// <param name="failures">What a failing row does.</param>
/// <param name="evaluate">Evaluates one row; called on several threads at once.</param>
internal sealed class RowCall(
    string function, BoundCall call, CortexResultType valueType, FailureMode failures, Func<object?[], CallContext, RowResult> evaluate)
        : ICortexFunction
{
    /// <inheritdoc/>
    public CortexResultType ResultType => failures is FailureMode.Details ? CortexResultType.Variant : valueType;

    /// <inheritdoc/>
    public int Dimension { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<int> RowArguments => call.RowArguments;

    /// <inheritdoc/>
    public async Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
    {
        var results =
            await RowBatch.EvaluateAsync(rows, row => new ValueTask<RowResult>(evaluate(row, context)), cancellationToken).ConfigureAwait(false);
        if (failures is FailureMode.Raise && Array.Find(results, r => r.Error is not null).Error is { } error)
            throw CortexErrors.RemoteService(function, 400, error);
        return Array.ConvertAll(results, r => failures is FailureMode.Details ? JsonText.Write((valueType, r), WithError) : r.Value);
    }

    private static void WithError(Utf8JsonWriter writer, (CortexResultType Type, RowResult Result) row)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("value"u8);
        switch (row.Result.Value)
        {
            case string json when row.Type is CortexResultType.Variant:
                writer.WriteRawValue(json, skipInputValidation: true);
                break;
            case byte[] vector:
                writer.WriteRawValue(VectorRuntime.ToJson(vector, isInteger: false), skipInputValidation: true);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case null:
                writer.WriteNullValue();
                break;
            case var other:
                writer.WriteStringValue(Convert.ToString(other, CultureInfo.InvariantCulture));
                break;
        }

        writer.WriteString("error"u8, row.Result.Error);
        writer.WriteEndObject();
    }
}
