namespace CortexSharp.Metrics;

/// <summary>
/// The numbers whose sums over segments give BLEU, in sacrebleu's order: candidate length, reference length, the matches of each order, the n-grams
/// of each order. Whole numbers, in doubles because <see cref="Statistics.SegmentStatistics"/> has those.
/// </summary>
internal static class BleuStatistics
{
    public const int MostWidth = 2 + (2 * NGramOrders.Most);

    public static int Width(int maxOrder) => 2 + (2 * maxOrder);

    public static void Write(Span<double> statistics, int candidateLength, int referenceLength, ReadOnlySpan<int> matches)
    {
        statistics[0] = candidateLength;
        statistics[1] = referenceLength;
        for (var i = 0; i < matches.Length; i++)
        {
            statistics[2 + i] = matches[i];
            statistics[2 + matches.Length + i] = Math.Max(0, candidateLength - i);
        }
    }

    /// <summary>The score (Papineni et al., 2002), in the reference's order of operations.</summary>
    public static BleuScore Score(ReadOnlySpan<double> statistics, BleuOptions options)
    {
        var maxOrder = options.MaxOrder;
        var (candidateLength, referenceLength) = (statistics[0], statistics[1]);
        Span<double> counts = stackalloc double[NGramOrders.Most];
        Span<double> totals = stackalloc double[NGramOrders.Most];
        Span<double> precisions = stackalloc double[NGramOrders.Most];
        counts = counts[..maxOrder];
        totals = totals[..maxOrder];
        precisions = precisions[..maxOrder];
        statistics.Slice(2, maxOrder).CopyTo(counts);
        statistics.Slice(2 + maxOrder, maxOrder).CopyTo(totals);
        precisions.Clear();

        var brevityPenalty = candidateLength >= referenceLength ? 1 : candidateLength == 0 ? 0 : Math.Exp(1 - (referenceLength / candidateLength));
        var score = 0.0;
        if (counts.ContainsAnyExcept(0.0))
        {
            var orders = Smooth(counts, totals, precisions, options);
            var logarithms = 0.0;
            foreach (var precision in precisions[..orders])
                logarithms += precision == 0 ? -9999999999 : Math.Log(precision);
            score = brevityPenalty * Math.Exp(logarithms / orders);
        }

        return new BleuScore(
            score,
            brevityPenalty,
            (long)candidateLength,
            (long)referenceLength,
            new NGramOrders(counts),
            new NGramOrders(totals),
            new NGramOrders(precisions));
    }

    /// <summary>Writes the precisions and returns how many orders count.</summary>
    private static int Smooth(Span<double> counts, Span<double> totals, Span<double> precisions, BleuOptions options)
    {
        var value = options.UsedSmoothingValue;
        var smoothing = options.Smoothing;
        var orders = options.MaxOrder;
        var halving = 1.0;
        for (var i = 0; i < precisions.Length; i++)
        {
            if (smoothing == BleuSmoothing.AddK && i > 0)
            {
                counts[i] += value;
                totals[i] += value;
            }

            if (totals[i] == 0)
                break;
            if (options.EffectiveOrder)
                orders = i + 1;
            precisions[i] = (counts[i], smoothing) switch
            {
                (not 0, _) => 100 * counts[i] / totals[i],
                (_, BleuSmoothing.Exponential) => 100 / ((halving *= 2) * totals[i]),
                (_, BleuSmoothing.Floor) => 100 * value / totals[i],
                _ => 0,
            };
        }

        return orders;
    }
}
