namespace CortexSharp.Metrics.Nltk;

/// <summary>NLTK's eight smoothing methods.</summary>
internal static class PrecisionSmoothing
{
    // NLTK's defaults of epsilon, alpha and k.
    private const double Epsilon = 0.1;
    private const double Alpha = 5;
    private const double K = 5;

    // Python's sys.float_info.min. Microsoft.Extensions.AI.Evaluation.NLP takes double.Epsilon here, which is smaller still.
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>Smooths the precisions of as many orders as there is room for.</summary>
    /// <param name="method">The method.</param>
    /// <param name="precisions">The precisions by order.</param>
    /// <param name="candidateLength">How many tokens the candidate has.</param>
    /// <param name="beyond">The precision of 5-grams.</param>
    /// <param name="smoothed">Where to put the results.</param>
    /// <returns>False where NLTK raises an error.</returns>
    public static bool TrySmooth(NltkSmoothing method, ReadOnlySpan<Precision> precisions, int candidateLength, double beyond, Span<double> smoothed)
    {
        for (var i = 0; i < smoothed.Length; i++)
            smoothed[i] = precisions[i].Value;
        precisions = precisions[..smoothed.Length];
        switch (method)
        {
            case NltkSmoothing.Method0:
                smoothed.Replace(0, SmallestNormal);
                break;
            case NltkSmoothing.Method1:
                AddEpsilon(precisions, smoothed);
                break;
            case NltkSmoothing.Method2:
                AddOne(precisions, smoothed);
                break;
            case NltkSmoothing.Method3:
                Halve(precisions, smoothed, 1);
                break;
            case NltkSmoothing.Method4:
                HalveByLength(precisions, smoothed, candidateLength);
                break;
            case NltkSmoothing.Method5:
                Average(smoothed, beyond);
                break;
            case NltkSmoothing.Method6:
                return TryInterpolate(precisions, smoothed);
            case NltkSmoothing.Method7:
                HalveByLength(precisions, smoothed, candidateLength);
                Average(smoothed, beyond);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(method), method, "NLTK has no such smoothing method.");
        }

        return true;
    }

    private static void AddEpsilon(ReadOnlySpan<Precision> precisions, Span<double> smoothed)
    {
        for (var i = 0; i < smoothed.Length; i++)
        {
            if (precisions[i].Matches == 0)
                smoothed[i] = Epsilon / precisions[i].Denominator;
        }
    }

    private static void AddOne(ReadOnlySpan<Precision> precisions, Span<double> smoothed)
    {
        for (var i = 1; i < smoothed.Length; i++)
            smoothed[i] = (precisions[i].Matches + 1) / (precisions[i].Denominator + 1.0);
    }

    private static void Halve(ReadOnlySpan<Precision> precisions, Span<double> smoothed, double first)
    {
        for (var i = 0; i < smoothed.Length; i++)
        {
            if (precisions[i].Matches == 0)
                smoothed[i] = (first /= 2) / precisions[i].Denominator;
        }
    }

    private static void HalveByLength(ReadOnlySpan<Precision> precisions, Span<double> smoothed, int candidateLength)
    {
        // A single token has no logarithm to divide by; NLTK leaves its zeros.
        if (candidateLength > 1)
            Halve(precisions, smoothed, Math.Log(candidateLength) / K);
    }

    private static void Average(Span<double> smoothed, double beyond)
    {
        var below = smoothed[0] + 1;
        for (var i = 0; i < smoothed.Length; i++)
            below = smoothed[i] = (below + smoothed[i] + (i + 1 < smoothed.Length ? smoothed[i + 1] : beyond)) / 3;
    }

    private static bool TryInterpolate(ReadOnlySpan<Precision> precisions, Span<double> smoothed)
    {
        // bleu_score.py asserts it, with a message that speaks of bigrams.
        if (smoothed.Length < 3 || smoothed[2] == 0)
            return false;
        for (var i = 2; i < smoothed.Length; i++)
        {
            var expected = smoothed[i - 2] == 0 ? 0 : smoothed[i - 1] * smoothed[i - 1] / smoothed[i - 2];
            smoothed[i] = (precisions[i].Matches + (Alpha * expected)) / (precisions[i].NGrams + Alpha);
        }

        return true;
    }
}
