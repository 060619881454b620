namespace CortexSharp.Completions;

/// <summary>The answer to one row: a result or an error, never both. <see cref="ToString"/> does not show the answer.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Result">The answer with its usage; null when the row failed.</param>
/// <param name="Error">Why the row failed; null when it was answered.</param>
public sealed record TableCompletion(string Key, CompletionResult? Result, CortexException? Error)
{
    /// <inheritdoc/>
    public override string ToString() => Error is null ? $"{Key}: answered" : $"{Key}: {Error.Kind}";
}
