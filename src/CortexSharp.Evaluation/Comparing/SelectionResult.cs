using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>The runs in the order of an objective.</summary>
/// <param name="Cases">How many cases all runs that were read share; only these count.</param>
/// <param name="Ranking">The ranked runs, best first, then those that are not ranked. Runs of one rank are in the order they were given.</param>
public sealed record SelectionResult(int Cases, ImmutableArray<RankedRun> Ranking)
{
    /// <summary>The best run, several if they tie, none if no run meets the conditions.</summary>
    public ImmutableArray<ScoredRun> Best => [.. Ranking.Where(ranked => ranked.Rank == 1).Select(ranked => ranked.Run)];
}
