using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>One call of an error helper.</summary>
/// <param name="function">The function's name.</param>
/// <param name="call">The object of value and error.</param>
/// <param name="throws">Whether an error fails the statement; else it becomes <c>NULL</c>.</param>
internal sealed class ErrorHelperCall(string function, BoundCall call, bool throws) : ICortexFunction
{
    /// <inheritdoc/>
    public CortexResultType ResultType => CortexResultType.Variant;

    /// <inheritdoc/>
    public IReadOnlyList<int> RowArguments => call.RowArguments;

    /// <inheritdoc/>
    public Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(rows.Select(object? (row) => ValueOf(call[0].TextIn(row))).ToArray());

    private string? ValueOf(string? json)
    {
        if (json is null)
            return null;
        if (JsonText.TryParse(json) is not { ValueKind: JsonValueKind.Object } result || !result.TryGetProperty("error", out var error))
            throw CortexErrors.RemoteService(function, 400, "expected an object with value and error, as return_error_details gives it");
        if (error.ValueKind is JsonValueKind.String)
            return throws ? throw CortexErrors.RemoteService(function, 400, error.GetString()!) : null;
        return result.TryGetProperty("value", out var value) && value.ValueKind is not JsonValueKind.Null ? value.GetRawText() : null;
    }
}
