using CortexSharp.Metrics.NGrams;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Nltk;

/// <summary>BLEU of one sentence as NLTK 3.8 computes it in <c>sentence_bleu</c>, 0 to 1, on tokens that the caller has made.</summary>
/// <remarks>
/// For comparing with figures of NLTK, or of Microsoft.Extensions.AI.Evaluation.NLP, whose BLEU is this with <see cref="NltkSmoothing.Method4"/> on
/// tokens of its own. sacrebleu's BLEU, which papers report, is another score on another scale. Agrees with NLTK to some 15 digits: the logarithms
/// are summed plainly, not by <c>fsum</c>. Thread-safe; allocates nothing once its scratch memory has grown.
/// </remarks>
public static class NltkBleu
{
    internal const int MaxOrder = 16;

    // Method 5 looks one order further, and always at 5-grams (bleu_score.py, SmoothingFunction.method5).
    private const int OrderBeyond = 5;

    /// <summary>Scores a candidate against one reference.</summary>
    /// <param name="candidate">The candidate's tokens; none score 0.</param>
    /// <param name="reference">The reference's tokens.</param>
    /// <param name="options">Weights and smoothing; NLTK's defaults when left out.</param>
    /// <returns>The score, 0 to 1 but for <see cref="NltkSmoothing.Method5"/> and <see cref="NltkSmoothing.Method7"/>, which can exceed 1; not a
    /// number where NLTK raises an error, see <see cref="NltkSmoothing.Method6"/>.</returns>
    public static double Sentence(ReadOnlySpan<string> candidate, string[] reference, NltkBleuOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Sentence(candidate, new ReadOnlySpan<string[]>(in reference), options);
    }

    /// <summary>Scores a candidate against several references: an n-gram counts as often as the reference that has it most often, and the
    /// reference of the closest length, of equally close ones the shorter, decides on brevity.</summary>
    /// <param name="candidate">The candidate's tokens; none score 0.</param>
    /// <param name="references">Each reference's tokens.</param>
    /// <param name="options">Weights and smoothing; NLTK's defaults when left out.</param>
    /// <returns>As for one reference.</returns>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static double Sentence(ReadOnlySpan<string> candidate, ReadOnlySpan<string[]> references, NltkBleuOptions? options = null)
    {
        if (references.IsEmpty)
            throw new ArgumentException("A candidate is scored against at least one reference.", nameof(references));

        options ??= NltkBleuOptions.Default;
        var orders = Math.Max(options.Weights.Count, OrderBeyond);
        Span<Precision> precisions = stackalloc Precision[MaxOrder];
        Count(candidate, references, precisions[..orders]);
        return precisions[0].Matches == 0 ? 0 : Score(precisions, candidate.Length, ClosestLength(references, candidate.Length), options);
    }

    private static void Count(ReadOnlySpan<string> candidate, ReadOnlySpan<string[]> references, Span<Precision> precisions)
    {
        var length = 0;
        foreach (var reference in references)
            length = checked(length + reference.Length);
        using var ends = new Scratch<int>(stackalloc int[16], references.Length);
        using var referenceUnits = new Scratch<int>(stackalloc int[256], length);
        using var candidateUnits = new Scratch<int>(stackalloc int[256], candidate.Length);
        TokenNumbers.Assign(candidate, references, candidateUnits.Span, referenceUnits.Span, ends.Span);

        using var shared = new ClippedNGrams(candidateUnits.Span, referenceUnits.Span, ends.Span);
        for (var order = 1; order <= precisions.Length; order++)
            precisions[order - 1] = new(shared.CountNext(), Math.Max(candidate.Length - order + 1, 0));
    }

    private static double Score(Span<Precision> precisions, int candidateLength, int referenceLength, NltkBleuOptions options)
    {
        var weights = options.Weights;
        Span<double> smoothed = stackalloc double[MaxOrder];
        smoothed = smoothed[..weights.Count];
        if (!PrecisionSmoothing.TrySmooth(options.Smoothing, precisions, candidateLength, precisions[OrderBeyond - 1].Value, smoothed))
            return double.NaN;

        var (orders, equal) = options.Reweighed(candidateLength);
        var sum = 0.0;
        for (var i = 0; i < orders; i++)
        {
            if (smoothed[i] > 0)
                sum += (double.IsNaN(equal) ? weights[i] : equal) * Math.Log(smoothed[i]);
        }

        var brevityPenalty = candidateLength > referenceLength ? 1 : Math.Exp(1 - (referenceLength / (double)candidateLength));
        return brevityPenalty * Math.Exp(sum);
    }

    private static int ClosestLength(ReadOnlySpan<string[]> references, int candidateLength)
    {
        var closest = references[0].Length;
        foreach (var reference in references)
        {
            var (distance, best) = (Math.Abs(reference.Length - candidateLength), Math.Abs(closest - candidateLength));
            if (distance < best || (distance == best && reference.Length < closest))
                closest = reference.Length;
        }

        return closest;
    }
}
