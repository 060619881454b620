namespace CortexSharp.Local.Cortex.Calls;

/// <summary>A call whose arguments are all constants, so it is done once, however many rows show the result.</summary>
/// <param name="resultType">The type of the result.</param>
/// <param name="run">Does it.</param>
internal sealed class ConstantCall(CortexResultType resultType, Func<CallContext, string?> run) : ICortexFunction
{
    /// <inheritdoc/>
    public CortexResultType ResultType => resultType;

    /// <inheritdoc/>
    public IReadOnlyList<int> RowArguments => [];

    /// <inheritdoc/>
    public Task<object?[]> EvaluateAsync(IReadOnlyList<object?[]> rows, CallContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = new object?[rows.Count];
        if (results.Length > 0)
            Array.Fill(results, run(context));
        return Task.FromResult(results);
    }
}
