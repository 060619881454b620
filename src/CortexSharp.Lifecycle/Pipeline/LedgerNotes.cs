using CortexSharp.Lifecycle.Versions;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>Writes down in the ledger why a version came no further.</summary>
internal static class LedgerNotes
{
    /// <summary>
    /// Writes a version with what ended its way. That is what the caller must hear, so of a failure to write it is said beside it, in its
    /// <see cref="Exception.Data"/>.
    /// </summary>
    public static async Task NoteAsync(this IModelLedger ledger, ModelVersion version, CortexException cause, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.UpdateAsync(version with { Note = cause.Message }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CortexException or OperationCanceledException)
        {
            cause.Data[IFineTunePipeline.LedgerFailure] = e.ToString();
        }
    }
}
