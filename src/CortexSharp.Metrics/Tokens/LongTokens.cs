using System.Numerics;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// Numbers the tokens that are too long to be their own key. A chained hash table over a copy of their characters; the hash is .NET's randomised one,
/// so no text can make the chains long. Any number of threads may look up while none adds.
/// </summary>
internal sealed class LongTokens
{
    private Pooled<char> _characters = new(0);
    private Pooled<Entry> _entries = new(0);
    private Pooled<int> _heads = new(0);
    private int _mask = -1;
    private int _used;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        _used = 0;
        _mask = -1;
    }

    /// <summary>The number of a token, a new one if it has none.</summary>
    public int Add(ReadOnlySpan<char> token)
    {
        var hash = string.GetHashCode(token);
        var found = Find(token, hash);
        if (found >= 0)
            return found;

        if (Count > _mask)
            Rehash();
        _characters.Grow(checked(_used + token.Length), _used);
        token.CopyTo(_characters.Array.AsSpan(_used));
        ref var head = ref _heads.Array[hash & _mask];
        _entries.Array[Count] = new Entry(_used, token.Length, hash, head);
        head = Count;
        _used += token.Length;
        return Count++;
    }

    /// <summary>The number of a token, -1 if it has none.</summary>
    public int Find(ReadOnlySpan<char> token) => Count == 0 ? -1 : Find(token, string.GetHashCode(token));

    public void Trim()
    {
        Clear();
        _characters.Trim();
        _entries.Trim();
        _heads.Trim();
    }

    private int Find(ReadOnlySpan<char> token, int hash)
    {
        if (Count == 0)
            return -1;

        var number = _heads.Array[hash & _mask];
        while (number >= 0)
        {
            ref readonly var entry = ref _entries.Array[number];
            if (entry.Hash == hash && token.SequenceEqual(_characters.Array.AsSpan(entry.Start, entry.Length)))
                break;
            number = entry.Next;
        }

        return number;
    }

    private void Rehash()
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * (Count + 1)));
        _entries.Grow(size, Count);
        _heads.Grow(size, 0);
        _mask = size - 1;
        _heads.Array.AsSpan(0, size).Fill(-1);
        for (var number = 0; number < Count; number++)
        {
            ref var entry = ref _entries.Array[number];
            ref var head = ref _heads.Array[entry.Hash & _mask];
            entry = entry with { Next = head };
            head = number;
        }
    }

    private readonly record struct Entry(int Start, int Length, int Hash, int Next);
}
