using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>How a text's words are parted into lines. Lines without words contribute nothing to ROUGE-Lsum and are left out.</summary>
internal sealed class LineEnds
{
    private Pooled<int> _ends = new(16);

    public int Count { get; private set; }

    /// <summary>How many words there are up to the end of each line.</summary>
    public ReadOnlyMemory<int> Memory => _ends.Array.AsMemory(0, Count);

    public void Clear() => Count = 0;

    public void Add(int words)
    {
        if (words == (Count == 0 ? 0 : _ends.Array[Count - 1]))
            return;
        _ends.Grow(Count + 1, Count);
        _ends.Array[Count++] = words;
    }

    public void Trim() => _ends.Trim();
}
