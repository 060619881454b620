using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.NGrams;

/// <summary>The tokens of a segment's references, in the form in which a candidate's n-grams are matched with them. Once complete it does not change.</summary>
internal sealed class NGramReferences
{
    private readonly Vocabulary _vocabulary = new();
    private Pooled<int> _units = new(0);
    private Pooled<int> _ends = new(0);
    private int _count;

    /// <summary>The long tokens of all references.</summary>
    public LongTokens LongTokens { get; } = new();

    /// <summary>Where the tokens of the reference to be added are written.</summary>
    public TokenList Tokens { get; } = new();

    private ReadOnlySpan<int> Ends => _ends.Array.AsSpan(0, _count);

    public void Clear()
    {
        _count = 0;
        LongTokens.Clear();
    }

    /// <summary>Takes in the reference whose keyed tokens are in <see cref="Tokens"/>.</summary>
    public void Add()
    {
        var start = _count == 0 ? 0 : _ends.Array[_count - 1];
        var end = checked(start + Tokens.Count);
        if (_count == 0)
            _vocabulary.Clear(Tokens.Count);
        _units.Grow(end, start);
        _vocabulary.Add(Tokens.Low, Tokens.High, _units.Array.AsSpan(start, Tokens.Count));
        _ends.Grow(_count + 1, _count);
        _ends.Array[_count++] = end;
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
        using var units = new Scratch<int>(stackalloc int[128], candidate.Count);
        _vocabulary.Find(candidate.Low, candidate.High, units.Span);
        using var shared = new ClippedNGrams(units.Span, _units.Array.AsSpan(0, _ends.Array[_count - 1]), Ends);
        foreach (ref var count in matches)
            count = shared.CountNext();
    }

    public void Trim()
    {
        Tokens.Trim();
        LongTokens.Trim();
        _vocabulary.Trim();
        _units.Trim();
        _ends.Trim();
    }
}
