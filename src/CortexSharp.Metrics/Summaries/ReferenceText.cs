using CortexSharp.Metrics.NGrams;
using CortexSharp.Metrics.Subsequences;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// A reference, made ready for candidates. Up to 64 words need nothing but their keys; the words of a longer one are numbered, and ROUGE-L gets
/// the position set of each number. Any number of threads may score against it at once.
/// </summary>
internal sealed class ReferenceText
{
    // Up to here whole rows are faster than lists of the words of a row that are not zero.
    private const int MostDenseWords = 1024;

    private ReadOnlyMemory<ulong> _low;
    private ReadOnlyMemory<ulong> _high;
    private ReadOnlyMemory<int> _lineEnds;
    private Pooled<int> _numbers = new(0);
    private Pooled<ulong> _rows = new(0);

    public int Count { get; private set; }

    /// <summary>How many words there are up to the end of each line; only when ROUGE-Lsum was asked for.</summary>
    public ReadOnlySpan<int> LineEnds => _lineEnds.Span;

    /// <summary>The low halves of a short text's keys, padded as <see cref="PositionSets"/> wants them.</summary>
    public ReadOnlySpan<ulong> Low => _low.Span;

    /// <summary>Their high halves.</summary>
    public ReadOnlySpan<ulong> High => _high.Span;

    /// <summary>The table of words that are too long to be their own keys.</summary>
    public LongTokens LongWords { get; } = new();

    /// <summary>Whether a position set of the whole text is one word, so that nothing has a number.</summary>
    public bool IsShort => Count <= PositionSets.MostTokens;

    /// <summary>The numbers of words, for a longer text.</summary>
    public Vocabulary Vocabulary { get; } = new();

    /// <summary>The number of each word, for a longer text.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.Array.AsSpan(0, Count);

    /// <summary>How many words of 64 bits a position set of the whole text has.</summary>
    public int Width => (Count + 63) / 64;

    /// <summary>Whether position sets are rows; otherwise they are lists.</summary>
    public bool IsDense => Count <= MostDenseWords;

    /// <summary>The position set of each number, one behind the other, for a longer text that is dense.</summary>
    public ReadOnlySpan<ulong> Rows => _rows.Array.AsSpan(0, Vocabulary.Count * Width);

    /// <summary>The position set of each number, for a longer text that is not dense.</summary>
    public PositionLists Lists { get; } = new();

    /// <summary>Whether there are chains, which match the orders up to 4 of a longer text.</summary>
    public bool HasChains { get; private set; }

    /// <summary>The chains of positions that match n-grams.</summary>
    public BigramChains Chains { get; } = new();

    /// <summary>Takes in a text. Its keys and line ends are the reader's until they are kept, and gone when that reads another.</summary>
    public void Read(ReadOnlySpan<char> text, RougeTypes types, RougeOptions options, RougeText reader)
    {
        LongWords.Clear();
        reader.Read(text, types, options, LongWords, isReference: true);
        var words = reader.Words;
        Count = words.Count;
        _lineEnds = reader.LineEnds;
        if (IsShort)
        {
            var padded = PositionSets.PaddedCount(Count);
            (_low, _high) = (words.PaddedLow.AsMemory(0, padded), words.PaddedHigh.AsMemory(0, padded));
            return;
        }

        (_low, _high) = (default, default);
        Vocabulary.Clear(Count);
        _numbers.Grow(Count, 0);
        Vocabulary.Add(words.Low, words.High, _numbers.Array.AsSpan(0, Count));
        HasChains = types.MaxOrder() is >= 1 and <= PositionClaims.MostOrders && Count <= BigramChains.MostTokens;
        if (HasChains)
            Chains.Build(Numbers, Vocabulary.Count);
        if (!types.Has(RougeTypes.RougeL))
            return;
        if (IsDense)
            FillRows();
        else
            FillLists();
    }

    /// <summary>Copies what is the reader's.</summary>
    public void Keep() => (_low, _high, _lineEnds) = (_low.ToArray(), _high.ToArray(), _lineEnds.ToArray());

    public void Trim()
    {
        (_low, _high, _lineEnds) = (default, default, default);
        _numbers.Trim();
        _rows.Trim();
        LongWords.Trim();
        Vocabulary.Trim();
        Lists.Trim();
        Chains.Trim();
    }

    private void FillRows()
    {
        var numbers = Numbers;
        var width = Width;
        _rows.Grow(Vocabulary.Count * width, 0);
        var rows = _rows.Array.AsSpan(0, Vocabulary.Count * width);
        rows.Clear();
        for (var i = 0; i < numbers.Length; i++)
            rows[(numbers[i] * width) + (i / 64)] |= 1ul << i;
    }

    private void FillLists()
    {
        Lists.Clear(Vocabulary.Count);
        Lists.Add(Numbers);
    }
}
