namespace CortexSharp.Evaluation.Comparing;

/// <summary>The rows of two runs that answer one case.</summary>
internal readonly record struct RowPair(int Baseline, int System);

/// <summary>What several runs have in common.</summary>
internal static class SharedCases
{
    /// <summary>The cases that both have, in the order of the baseline.</summary>
    public static List<RowPair> Pair(ScoredRun baseline, ScoredRun system)
    {
        var pairs = new List<RowPair>();
        for (var row = 0; row < baseline.Count; row++)
        {
            if (system.TryFind(baseline.Rows[row].Key, out var other))
                pairs.Add(new RowPair(row, other));
        }

        return pairs;
    }

    /// <exception cref="ArgumentException">The runs have not the same metrics with the same settings.</exception>
    public static void ThrowIfScoredOtherwise(ScoredRun first, ScoredRun second)
    {
        var (ours, theirs) = (first.Metrics.Metrics.Select(metric => metric.Signature), second.Metrics.Metrics.Select(metric => metric.Signature));
        if (!ours.SequenceEqual(theirs))
        {
            throw new ArgumentException(
                $"The runs '{first.Name}' and '{second.Name}' were scored differently: by {string.Join(", ", ours)} and by {string.Join(", ", theirs)}. "
                + "Score both by the same metrics, in the same order.",
                nameof(second));
        }
    }
}
