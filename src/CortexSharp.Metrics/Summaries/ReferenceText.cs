using CortexSharp.Metrics.NGrams;
using CortexSharp.Metrics.Subsequences;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>
/// A reference, read and made ready for candidates. Up to 64 words need nothing but their keys; the words of a longer one are numbered, and ROUGE-L gets
/// the position set of each number. Any number of threads may score against it at once.
/// </summary>
internal sealed class ReferenceText
{
    // Up to here whole rows are faster than lists of the words of a row that are not zero.
    private const int MostDenseWords = 1024;

    private readonly RougeText _text = new();
    private Pooled<int> _numbers = new(0);
    private Pooled<ulong> _rows = new(0);

    public TokenList Words => _text.Words;

    public int Count => _text.Words.Count;

    public ReadOnlySpan<int> LineEnds => _text.LineEnds;

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

    public void Read(ReadOnlySpan<char> text, RougeTypes types, RougeOptions options)
    {
        LongWords.Clear();
        _text.Read(text, types, options, LongWords, isReference: true);
        if (IsShort)
            return;

        Vocabulary.Clear(Count);
        _numbers.Grow(Count, 0);
        Vocabulary.Add(Words.Low, Words.High, _numbers.Array.AsSpan(0, Count));
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

    public void Trim()
    {
        _text.Trim();
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
