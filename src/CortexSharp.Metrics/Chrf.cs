using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>chrF, the F-score of character n-grams (M. Popović, 2015), and chrF++, 0 to 100. Equals sacrebleu 2.6.</summary>
/// <remarks>
/// Needs no tokenizer, so that it suits every language. For one segment; a corpus is not the mean of its segments but a <see cref="ChrfCorpus"/>.
/// Thread-safe; allocates nothing once its scratch memory has grown, which takes some 20 bytes for each character of both texts.
/// </remarks>
public static class Chrf
{
    /// <summary>Scores a candidate against one reference. If either is empty, or shares no character with the other, the score is 0.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="reference">The right text.</param>
    /// <param name="options">The settings; chrF2 when left out, <see cref="ChrfOptions.PlusPlus"/> for chrF2++.</param>
    public static ChrfScore Sentence(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, ChrfOptions? options = null)
    {
        options ??= ChrfOptions.Default;
        Span<double> statistics = stackalloc double[ChrfStatistics.Width(options)];
        Count(candidate, reference, options, statistics);
        return ChrfStatistics.Score(statistics, options);
    }

    /// <summary>Scores a candidate against several references: the best score counts.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="references">The right texts.</param>
    /// <param name="options">The settings; chrF2 when left out.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static ChrfScore Sentence(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references, ChrfOptions? options = null)
    {
        options ??= ChrfOptions.Default;
        Span<double> statistics = stackalloc double[ChrfStatistics.Width(options)];
        Count(candidate, references, options, statistics);
        return ChrfStatistics.Score(statistics, options);
    }

    /// <summary>The score from counts that are there already.</summary>
    /// <param name="statistics">
    /// For each order, characters first, the n-grams of the candidate, those of the reference and the matches, as <see cref="ChrfCorpus.Segments"/>
    /// has them, or sums of such numbers.
    /// </param>
    /// <param name="options">The settings; chrF2 when left out.</param>
    /// <exception cref="ArgumentException">There are not three numbers for each order.</exception>
    public static ChrfScore FromStatistics(ReadOnlySpan<double> statistics, ChrfOptions? options = null)
    {
        options ??= ChrfOptions.Default;
        ThrowIfNotThreeOfEachOrder(statistics, options);
        return ChrfStatistics.Score(statistics, options);
    }

    internal static void Count(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, ChrfOptions options, Span<double> statistics)
    {
        using var text = new ChrfText(candidate, options);
        using var referenceText = new ChrfText(reference, options);
        text.Compare(referenceText, options, statistics);
    }

    /// <summary>
    /// Writes the numbers of one segment, of which a corpus needs the sums (see <see cref="FromStatistics"/>), with the reference against which the
    /// candidate scores best, the first of equally good ones.
    /// </summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="references">The right texts.</param>
    /// <param name="options">The settings.</param>
    /// <param name="statistics">Where to: three numbers for each order.</param>
    /// <exception cref="ArgumentException">There is no reference, or room for more or fewer numbers.</exception>
    public static void Count(ReadOnlySpan<char> candidate, ReadOnlySpan<string> references, ChrfOptions options, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfNotThreeOfEachOrder(statistics, options);
        if (references.IsEmpty)
            throw new ArgumentException("A candidate is scored against at least one reference.", nameof(references));

        using var text = new ChrfText(candidate, options);
        Span<double> current = stackalloc double[statistics.Length];
        var best = double.NegativeInfinity;
        foreach (var reference in references)
        {
            using var referenceText = new ChrfText(reference, options);
            text.Compare(referenceText, options, current);
            var score = ChrfStatistics.Score(current, options).Score;
            if (score <= best)
                continue;
            best = score;
            current.CopyTo(statistics);
        }
    }

    private static void ThrowIfNotThreeOfEachOrder(ReadOnlySpan<double> statistics, ChrfOptions options)
    {
        if (statistics.Length != ChrfStatistics.Width(options))
        {
            throw new ArgumentException(
                $"For {options.Orders} orders there are {ChrfStatistics.Width(options)} numbers, not {statistics.Length}.", nameof(statistics));
        }
    }
}
