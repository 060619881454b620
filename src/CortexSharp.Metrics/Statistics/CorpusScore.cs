namespace CortexSharp.Metrics.Statistics;

/// <summary>The score of a corpus, from the sums of its segments' numbers. It is called on several threads at once.</summary>
/// <param name="sums">The sums, in the order of <see cref="SegmentStatistics"/>; all zero for no segments.</param>
public delegate double CorpusScore(ReadOnlySpan<double> sums);
