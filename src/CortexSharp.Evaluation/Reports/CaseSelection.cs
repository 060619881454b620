using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Reports;

/// <summary>The cases that are shown: all regressions, the worst first, as far as there is room; then a sample of the others.</summary>
internal sealed class CaseSelection
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public CaseSelection(EvaluationReport report, CaseOutcomes outcomes)
    {
        var (baseline, options) = (report.Comparison.Baseline, report.Options);
        var pairs = SharedCases.Pair(baseline, report.Comparison.System);
        var regressions = pairs.Where(pair => outcomes.Of(pair) is CaseOutcome.Worse).OrderBy(outcomes.Severity).ToList();
        Cases = pairs.Count;
        Regressions = regressions.Count;
        foreach (var pair in regressions.Take(options.MaxCases))
            Choose(pair);
        ShownRegressions = _places.Count;

        // Selection sampling (D. Knuth, The Art of Computer Programming, volume 2, algorithm S): every choice of the right size is as likely.
        var random = new Random(options.Seed);
        var left = pairs.Count - regressions.Count;
        foreach (var pair in pairs.Where(pair => outcomes.Of(pair) is not CaseOutcome.Worse))
        {
            if (random.Next(left--) < options.MaxCases - _places.Count)
                Choose(pair);
        }

        void Choose(RowPair pair) => _places.Add(baseline.Rows[pair.Baseline].Key, _places.Count);
    }

    /// <summary>How many cases both runs have.</summary>
    public int Cases { get; }

    /// <summary>How many of them are regressions.</summary>
    public int Regressions { get; }

    /// <summary>How many regressions are chosen.</summary>
    public int ShownRegressions { get; }

    /// <summary>How many cases are chosen.</summary>
    public int Count => _places.Count;

    /// <summary>Whether a case is chosen, and as which one.</summary>
    public bool TryFind(string key, out int place) => _places.TryGetValue(key, out place);
}
