namespace CortexSharp.Metrics;

/// <summary>
/// The numbers of a segment, or sums of them: for each order, characters first, the n-grams of the candidate, of the reference, and the matches. A
/// candidate's n-grams count only in orders of which the reference has any, as in sacrebleu.
/// </summary>
internal static class ChrfStatistics
{
    public const int MostWidth = 3 * ChrfOptions.MaxOrders;

    // chrF++.py's.
    private const double Epsilon = 1e-16;

    public static int Width(ChrfOptions options) => 3 * options.Orders;

    /// <summary>The score, 0 to 100.</summary>
    public static ChrfScore Score(ReadOnlySpan<double> statistics, ChrfOptions options)
    {
        var factor = options.Beta * options.Beta;
        var score = options.EpsilonSmoothing ? SmoothedMean(statistics, factor) : ScoreOfMeans(statistics, factor);
        return new(100 * score, options.Beta, options.WordOrder);
    }

    private static double ScoreOfMeans(ReadOnlySpan<double> statistics, double factor)
    {
        double precision = 0, recall = 0;
        var orders = 0;
        for (var i = 0; i < statistics.Length; i += 3)
        {
            var (candidate, reference, matches) = (statistics[i], statistics[i + 1], statistics[i + 2]);
            if (candidate == 0 || reference == 0)
                continue;
            precision += matches / candidate;
            recall += matches / reference;
            orders++;
        }

        if (precision + recall == 0)
            return 0;
        precision /= orders;
        recall /= orders;
        return (1 + factor) * precision * recall / ((factor * precision) + recall);
    }

    private static double SmoothedMean(ReadOnlySpan<double> statistics, double factor)
    {
        var sum = 0.0;
        for (var i = 0; i < statistics.Length; i += 3)
        {
            var (candidate, reference, matches) = (statistics[i], statistics[i + 1], statistics[i + 2]);
            var precision = candidate > 0 ? matches / candidate : Epsilon;
            var recall = reference > 0 ? matches / reference : Epsilon;
            var denominator = (factor * precision) + recall;
            sum += denominator > 0 ? (1 + factor) * precision * recall / denominator : Epsilon;
        }

        return sum / (statistics.Length / 3);
    }
}
