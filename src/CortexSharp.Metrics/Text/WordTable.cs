namespace CortexSharp.Metrics.Text;

/// <summary>Numbers the different words of one text from 0 on, in the order in which they first stand there.</summary>
/// <remarks>A chained hash table. The hash is .NET's randomised one, so no text can make the chains long.</remarks>
internal ref struct WordTable
{
    private readonly ReadOnlySpan<char> _text;
    private readonly Span<Entry> _entries;
    private readonly Span<int> _heads;

    /// <param name="text">The text that every added word is a slice of.</param>
    /// <param name="entries">Room for each different word.</param>
    /// <param name="heads">A power of two of places, best as many as words.</param>
    public WordTable(ReadOnlySpan<char> text, Span<Entry> entries, Span<int> heads)
    {
        _text = text;
        _entries = entries;
        _heads = heads;
        heads.Fill(-1);
    }

    /// <summary>How many different words are in.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a word, which is put in when it is new.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        var hash = string.GetHashCode(word);
        var found = Find(word, hash);
        if (found >= 0)
            return found;

        _text.Overlaps(word, out var start);
        ref var head = ref _heads[hash & (_heads.Length - 1)];
        _entries[Count] = new Entry(start, word.Length, hash, head);
        return head = Count++;
    }

    /// <summary>The number of a word; -1 when it is not in.</summary>
    public readonly int Find(ReadOnlySpan<char> word) => Find(word, string.GetHashCode(word));

    private readonly int Find(ReadOnlySpan<char> word, int hash)
    {
        var index = _heads[hash & (_heads.Length - 1)];
        while (index >= 0)
        {
            ref readonly var entry = ref _entries[index];
            if (entry.Hash == hash && word.SequenceEqual(_text.Slice(entry.Start, entry.Length)))
                break;
            index = entry.Next;
        }

        return index;
    }

    /// <summary>A word, and the next one with the same place in the table.</summary>
    internal readonly record struct Entry(int Start, int Length, int Hash, int Next);
}
