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
            if (system.TryFind(baseline.Rows[row], out var other))
                pairs.Add(new RowPair(row, other));
        }

        return pairs;
    }

    /// <summary>The rows of each run, in the order of the first, that answer the cases which all have.</summary>
    public static List<int>[] Rows(IReadOnlyList<ScoredRun> runs)
    {
        List<int>[] shared = [.. runs.Select(_ => new List<int>())];
        var rows = new int[runs.Count];
        foreach (var first in runs[0].Rows)
        {
            var (like, found) = (first, 0);
            while (found < rows.Length && runs[found].TryFind(like, out rows[found]))
            {
                var row = runs[found].Rows[rows[found++]];
                like = row.Content.Hash == 0 ? like : row;
            }

            for (var i = 0; found == rows.Length && i < rows.Length; i++)
                shared[i].Add(rows[i]);
        }

        return shared;
    }

    /// <summary>Why runs share no case, in words.</summary>
    public static string WhyNone(ScoredRun first, ScoredRun second) => first.Keys.Count(key => second.TryFind(key, out _)) is > 0 and var same
        ? $"they share {same} key(s), but with other prompts or references"
        : "by their keys";

    /// <exception cref="ArgumentException">The runs have not the same metrics with the same settings.</exception>
    public static void ThrowIfScoredOtherwise(ScoredRun first, ScoredRun second)
    {
        var (ours, theirs) = (first.Metrics.Metrics.Select(metric => metric.Signature), second.Metrics.Metrics.Select(metric => metric.Signature));
        if (!ours.SequenceEqual(theirs))
        {
            throw new ArgumentException(
                $"The runs '{first.Name}' and '{second.Name}' were scored differently: "
                + $"by {string.Join(", ", ours)} and by {string.Join(", ", theirs)}. "
                + "Score both by the same metrics, in the same order.",
                nameof(second));
        }
    }
}
