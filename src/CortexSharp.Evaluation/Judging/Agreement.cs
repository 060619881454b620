using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Judging;

/// <summary>How well two raters agree beyond chance: two judges, or a judge and people (J. Cohen, 1960; weighted: 1968).</summary>
/// <param name="Items">How many items both rated.</param>
/// <param name="NotRated">How many items one of them, or both, did not rate; they do not count.</param>
/// <param name="Observed">The share of items on which both gave the same rating, 0 to 1; not a number without items.</param>
/// <param name="Kappa">
/// Cohen's kappa: 1 for full agreement, 0 for what chance does, negative for less. Not a number without items, and when each gave one and the same
/// rating throughout, because chance does as well then. Above 0.6 is often called substantial.
/// </param>
public sealed record Agreement(int Items, int NotRated, double Observed, double Kappa)
{
    /// <summary>
    /// Compares ratings of the same items. Equals <c>cohen_kappa_score</c> of scikit-learn on ratings that are whole numbers in a row.
    /// </summary>
    /// <param name="first">The ratings of one; <see langword="null"/> for none.</param>
    /// <param name="second">The ratings of the other, in the same order.</param>
    /// <param name="weights">How much a disagreement counts.</param>
    /// <exception cref="ArgumentException">There are not as many ratings of the one as of the other.</exception>
    public static Agreement Of(IReadOnlyList<int?> first, IReadOnlyList<int?> second, KappaWeights weights = KappaWeights.None)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
            throw new ArgumentException($"{first.Count} ratings of the first but {second.Count} of the second.", nameof(second));

        var pairs = new List<(int First, int Second)>(first.Count);
        for (var i = 0; i < first.Count; i++)
        {
            if (first[i] is { } one && second[i] is { } other)
                pairs.Add((one, other));
        }

        var observed = pairs.Count == 0 ? double.NaN : pairs.Count(pair => pair.First == pair.Second) / (double)pairs.Count;
        return new Agreement(pairs.Count, first.Count - pairs.Count, observed, KappaOf(pairs, weights));
    }

    /// <summary>Compares what two runs say of one measure, case by case, such as the verdicts of two judges on the same answers.</summary>
    /// <param name="first">A run.</param>
    /// <param name="second">A run of other scores.</param>
    /// <param name="measure">The measure, whose values are rounded to whole numbers.</param>
    /// <param name="weights">How much a disagreement counts.</param>
    /// <exception cref="ArgumentException">One has no such measure.</exception>
    /// <exception cref="EvaluationDataException">The runs have no case in common.</exception>
    public static Agreement Between(ScoredRun first, ScoredRun second, string measure, KappaWeights weights = KappaWeights.None)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (ours, theirs) = (MeasureColumn.Of(first.Metrics, measure), MeasureColumn.Of(second.Metrics, measure));
        var pairs = SharedCases.Pair(first, second);
        if (pairs.Count == 0)
            throw new EvaluationDataException($"The runs '{first.Name}' and '{second.Name}' have no case in common, by their keys.");
        return Of(
            pairs.ConvertAll(pair => Rating(first.Value(ours, pair.Baseline))),
            pairs.ConvertAll(pair => Rating(second.Value(theirs, pair.System))),
            weights);
    }

    private static double KappaOf(List<(int First, int Second)> pairs, KappaWeights weights)
    {
        var (ours, theirs) = (pairs.CountBy(pair => pair.First).ToList(), pairs.CountBy(pair => pair.Second).ToList());
        var disagreement = pairs.Sum(pair => Weight(pair.First, pair.Second, weights));
        var byChance = ours.Sum(one => theirs.Sum(other => Weight(one.Key, other.Key, weights) * one.Value * other.Value)) / pairs.Count;
        return byChance == 0 ? double.NaN : 1 - (disagreement / byChance);
    }

    private static double Weight(int first, int second, KappaWeights weights)
    {
        var apart = Math.Abs((double)first - second);
        return weights switch
        {
            KappaWeights.Linear => apart,
            KappaWeights.Quadratic => apart * apart,
            _ => apart == 0 ? 0 : 1,
        };
    }

    private static int? Rating(double value) => double.IsNaN(value) ? null : (int)Math.Round(value);
}
