using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.NGrams;

/// <summary>
/// The tokens of a segment's references, in the form in which a candidate's n-grams are matched with them. Once all are in, it does not change, and
/// any number of threads may match.
/// </summary>
internal sealed class NGramReferences
{
    // Up to so many tokens, room for all of them costs less than having to make more.
    private const int MostShort = 1024;

    private readonly Vocabulary _vocabulary = new();
    private readonly BigramChains _chains = new();
    private Pooled<ulong> _low = new(0);
    private Pooled<ulong> _high = new(0);
    private Pooled<int> _units = new(0);
    private Pooled<int> _ends = new(0);
    private int _expected;
    private int _count;
    private Form _form;

    private enum Form
    {
        /// <summary>One reference of few tokens, whose keys are compared.</summary>
        Keys,

        /// <summary>One longer reference.</summary>
        Chains,

        /// <summary>Several references, high orders or huge texts.</summary>
        Numbers,
    }

    /// <summary>The long tokens of all references.</summary>
    public LongTokens LongTokens { get; } = new();

    private ReadOnlySpan<int> Ends => _ends.Array.AsSpan(0, _count);

    private ReadOnlySpan<int> Units => _units.Array.AsSpan(0, Ends[^1]);

    /// <summary>Whether a reference alone is matched by its keys.</summary>
    public static bool IsMatchedByKeys(TokenList reference, int maxOrder) =>
        reference.Count <= PositionSets.MostTokens && maxOrder <= PositionClaims.MostOrders;

    /// <summary>Forgets the references, and waits for a number of others.</summary>
    public void Clear(int expected)
    {
        _expected = expected;
        _count = 0;
        LongTokens.Clear();
    }

    /// <summary>Takes in a reference's keyed tokens.</summary>
    public void Add(TokenList tokens, int maxOrder)
    {
        var start = _count == 0 ? 0 : Ends[^1];
        _ends.Grow(_count + 1, _count);
        _ends.Array[_count++] = checked(start + tokens.Count);
        if (_expected == 1 && IsMatchedByKeys(tokens, maxOrder))
        {
            _form = Form.Keys;
            KeepKeys(tokens);
            return;
        }

        if (_count == 1)
            _vocabulary.Clear(tokens.Count <= MostShort ? tokens.Count : tokens.Count / 2);
        _units.Grow(Ends[^1], start);
        _vocabulary.Add(tokens.Low, tokens.High, _units.Array.AsSpan(start, tokens.Count));
        _form = _expected == 1 && maxOrder <= PositionClaims.MostOrders && tokens.Count <= BigramChains.MostTokens ? Form.Chains : Form.Numbers;
        if (_form == Form.Chains)
            _chains.Build(Units, _vocabulary.Count);
    }

    /// <summary>The length of the reference that is closest to a candidate's; of equally close ones the shorter.</summary>
    public int ClosestLength(int candidateLength)
    {
        var (closest, distance, start) = (0, int.MaxValue, 0);
        foreach (var end in Ends)
        {
            var length = end - start;
            start = end;
            if (Math.Abs(length - candidateLength) is var other && (other < distance || (other == distance && length < closest)))
                (closest, distance) = (length, other);
        }

        return closest;
    }

    /// <summary>Counts the matches of each order from 1 on.</summary>
    public void Match(TokenList candidate, Span<int> matches)
    {
        if (_form == Form.Keys)
        {
            PositionClaims.Count(_low.Array, _high.Array, _ends.Array[0], candidate.Low, candidate.High, matches);
            return;
        }

        using var units = new Scratch<int>(stackalloc int[512], candidate.Count);
        _vocabulary.Find(candidate.Low, candidate.High, units.Span);
        if (_form == Form.Chains && _chains.TryCount(units.Span, matches))
            return;

        using var shared = new ClippedNGrams(units.Span, Units, Ends);
        foreach (ref var count in matches)
            count = shared.CountNext();
    }

    public void Trim()
    {
        LongTokens.Trim();
        _vocabulary.Trim();
        _chains.Trim();
        _units.Trim();
        _ends.Trim();
    }

    private void KeepKeys(TokenList tokens)
    {
        var padded = PositionSets.PaddedCount(tokens.Count);
        _low.Grow(padded, 0);
        _high.Grow(padded, 0);
        tokens.PaddedLow.AsSpan(0, padded).CopyTo(_low.Array);
        tokens.PaddedHigh.AsSpan(0, padded).CopyTo(_high.Array);
    }
}
