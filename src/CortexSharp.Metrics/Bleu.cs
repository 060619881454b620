namespace CortexSharp.Metrics;

/// <summary>BLEU (Papineni et al., 2002) as sacrebleu 2.6 computes it, 0 to 100.</summary>
/// <remarks>
/// For one segment; a corpus is not the mean of its segments but a <see cref="BleuCorpus"/>. Counts and lengths equal sacrebleu's exactly, scores bit
/// for bit where the C library's logarithm is the same. Thread-safe; allocates nothing once a thread's scratch memory has grown, unless the tokenizer
/// is the caller's own.
/// </remarks>
public static class Bleu
{
    /// <summary>Scores a candidate against one reference. An empty candidate or reference scores 0.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="reference">The right text.</param>
    /// <param name="options">
    /// How to tokenize, count and smooth; <see cref="BleuOptions.ForSentences"/> when left out, which are the defaults of sacrebleu's
    /// <c>sentence_bleu</c>.
    /// </param>
    public static BleuScore Sentence(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, BleuOptions? options = null)
    {
        options ??= BleuOptions.ForSentences;
        Span<double> statistics = stackalloc double[BleuStatistics.MostWidth];
        Count(candidate, reference, options, statistics);
        return BleuStatistics.Score(statistics, options);
    }

    /// <summary>
    /// Scores a candidate against several references: an n-gram counts as often as the reference that has it most often, and the reference of the
    /// closest length, of equally close ones the shorter, decides on brevity.
    /// </summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="references">The right texts. Empty ones count; missing ones (<see langword="null"/>) do not.</param>
    /// <param name="options">How to tokenize, count and smooth; <see cref="BleuOptions.ForSentences"/> when left out.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static BleuScore Sentence(ReadOnlySpan<char> candidate, ReadOnlySpan<string?> references, BleuOptions? options = null)
    {
        options ??= BleuOptions.ForSentences;
        Span<double> statistics = stackalloc double[BleuStatistics.Width(options.MaxOrder)];
        Count(candidate, references, options, statistics);
        return BleuStatistics.Score(statistics, options);
    }

    /// <summary>The score from counts that are there already, as sacrebleu's <c>compute_bleu</c>.</summary>
    /// <param name="statistics">
    /// The sums over all segments of candidate length, reference length, the matches of each order and the n-grams of each order, as
    /// <see cref="BleuCorpus.Segments"/> has them.
    /// </param>
    /// <param name="options">The highest order and how to smooth; <see cref="BleuOptions.ForCorpora"/> when left out.</param>
    /// <exception cref="ArgumentException">There are not twice as many numbers as orders, and two.</exception>
    public static BleuScore FromStatistics(ReadOnlySpan<double> statistics, BleuOptions? options = null)
    {
        options ??= BleuOptions.ForCorpora;
        ThrowIfNotAsManyAsOrders(statistics, options);
        return BleuStatistics.Score(statistics, options);
    }

    internal static void Count(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, BleuOptions options, Span<double> statistics)
    {
        var scratch = BleuScratch.Rent();
        scratch.Count(candidate, reference, options, statistics);
        BleuScratch.Return(scratch);
    }

    /// <summary>Writes the numbers of one segment, of which a corpus needs the sums; see <see cref="FromStatistics"/>.</summary>
    /// <param name="candidate">The model's text.</param>
    /// <param name="references">The right texts. Empty ones count; missing ones (<see langword="null"/>) do not.</param>
    /// <param name="options">How to tokenize and count.</param>
    /// <param name="statistics">Where to: twice as many numbers as orders, and two.</param>
    /// <exception cref="ArgumentException">There is no reference, or room for more or fewer numbers.</exception>
    public static void Count(ReadOnlySpan<char> candidate, ReadOnlySpan<string?> references, BleuOptions options, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfNotAsManyAsOrders(statistics, options);
        var scratch = BleuScratch.Rent();
        scratch.AddReferences(references, options, scratch.References);
        scratch.Count(candidate, scratch.References, options, statistics);
        BleuScratch.Return(scratch);
    }

    internal static void Count(ReadOnlySpan<char> candidate, BleuReference reference, Span<double> statistics)
    {
        var scratch = BleuScratch.Rent();
        scratch.Count(candidate, reference.References, reference.Options, statistics);
        BleuScratch.Return(scratch);
    }

    private static void ThrowIfNotAsManyAsOrders(ReadOnlySpan<double> statistics, BleuOptions options)
    {
        if (statistics.Length != BleuStatistics.Width(options.MaxOrder))
        {
            throw new ArgumentException(
                $"Up to order {options.MaxOrder} there are {BleuStatistics.Width(options.MaxOrder)} numbers, not {statistics.Length}.",
                nameof(statistics));
        }
    }
}
