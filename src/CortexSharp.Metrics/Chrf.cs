using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>chrF, the F-score of character n-grams (M. Popović, 2015), and chrF++, 0 to 100. Equals sacrebleu 2.6.</summary>
/// <remarks>
/// Needs no tokenizer, so that it suits every language. Thread-safe; allocates nothing once its scratch memory has grown, which takes some 40 bytes
/// for each character of both texts.
/// </remarks>
public static class Chrf
{
    /// <summary>Scores a candidate against one reference. If either is empty, or shares no character with the other, the score is 0.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="reference">The right answer.</param>
    /// <param name="options">The settings; chrF2 when left out, <see cref="ChrfOptions.PlusPlus"/> for chrF2++.</param>
    public static ChrfScore Sentence(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, ChrfOptions? options = null)
    {
        options ??= ChrfOptions.Default;
        var statistics = default(ChrfStatistics);
        using var text = new ChrfText(candidate, options);
        Compare(text, reference, options, ref statistics);
        return Score(statistics, options);
    }

    /// <summary>Scores a candidate against several references: the best score counts.</summary>
    /// <param name="candidate">The model's answer.</param>
    /// <param name="references">The right answers.</param>
    /// <param name="options">The settings; chrF2 when left out.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static ChrfScore Sentence(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references, ChrfOptions? options = null)
    {
        options ??= ChrfOptions.Default;
        return Score(Best(candidate, references, options), options);
    }

    /// <summary>The numbers of the reference with which the candidate scores best, the first of equally good ones.</summary>
    internal static ChrfStatistics Best(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references, ChrfOptions options)
    {
        if (references.IsEmpty)
            throw new ArgumentException("A candidate is scored against at least one reference.", nameof(references));

        using var text = new ChrfText(candidate, options);
        var (best, bestScore) = (default(ChrfStatistics), double.NegativeInfinity);
        foreach (var reference in references)
        {
            var statistics = default(ChrfStatistics);
            Compare(text, reference, options, ref statistics);
            var score = Score(statistics, options).Value;
            if (score > bestScore)
                (best, bestScore) = (statistics, score);
        }

        return best;
    }

    internal static void Compare(ChrfText candidate, ReadOnlySpan<char> reference, ChrfOptions options, ref ChrfStatistics statistics)
    {
        using var text = new ChrfText(reference, options);
        candidate.Compare(text, options, statistics);
    }

    /// <summary>The score of one segment's numbers, or of sums of them.</summary>
    internal static ChrfScore Score(in ChrfStatistics statistics, ChrfOptions options) =>
        new(100 * (options.EpsilonSmoothing ? SmoothedMean(statistics, options) : MeansOfOrdersWithNGrams(statistics, options)), options.Beta, options.WordOrder);

    private static double MeansOfOrdersWithNGrams(ReadOnlySpan<long> statistics, ChrfOptions options)
    {
        double precision = 0, recall = 0;
        var orders = 0;
        for (var order = 0; order < options.Orders; order++)
        {
            var (candidate, reference, matches) = At(statistics, order);
            if (candidate == 0 || reference == 0)
                continue;
            precision += matches / (double)candidate;
            recall += matches / (double)reference;
            orders++;
        }

        if (precision + recall == 0)
            return 0;
        precision /= orders;
        recall /= orders;
        var factor = options.Beta * options.Beta;
        return (1 + factor) * precision * recall / ((factor * precision) + recall);
    }

    private static double SmoothedMean(ReadOnlySpan<long> statistics, ChrfOptions options)
    {
        const double Epsilon = 1e-16; // chrF++.py's
        var factor = options.Beta * options.Beta;
        var sum = 0.0;
        for (var order = 0; order < options.Orders; order++)
        {
            var (candidate, reference, matches) = At(statistics, order);
            var precision = candidate > 0 ? matches / (double)candidate : Epsilon;
            var recall = reference > 0 ? matches / (double)reference : Epsilon;
            var denominator = (factor * precision) + recall;
            sum += denominator > 0 ? (1 + factor) * precision * recall / denominator : Epsilon;
        }

        return sum / options.Orders;
    }

    private static (long Candidate, long Reference, long Matches) At(ReadOnlySpan<long> statistics, int order) =>
        (statistics[3 * order], statistics[(3 * order) + 1], statistics[(3 * order) + 2]);
}
