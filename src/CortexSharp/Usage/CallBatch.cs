namespace CortexSharp.Usage;

/// <summary>Counts that are written together. They change no more, so that writing them again writes the same rows.</summary>
/// <param name="Id">The flush: rows of one flush, model and day are the same row, however often they are there.</param>
/// <param name="Counts">The counts.</param>
internal sealed record CallBatch(Guid Id, IReadOnlyCollection<CallCounts> Counts)
{
    public long Calls => Counts.Sum(c => c.Calls);
}
