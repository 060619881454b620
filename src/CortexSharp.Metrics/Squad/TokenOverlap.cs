using System.Numerics;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Squad;

/// <summary>How many words two texts share, each as often as both have it.</summary>
internal readonly record struct TokenOverlap(int Shared, int PredictionTokens, int GoldTokens)
{
    /// <summary>Twice precision times recall over their sum, in the reference's order of operations; 0 when nothing is shared.</summary>
    public double F1
    {
        get
        {
            if (Shared == 0)
                return 0;
            var precision = Shared / (double)PredictionTokens;
            var recall = Shared / (double)GoldTokens;
            return 2 * precision * recall / (precision + recall);
        }
    }

    /// <summary>Counts the words by a chained hash table. The hash is .NET's randomised one, so no text can make the chains long.</summary>
    public static TokenOverlap Count(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold)
    {
        var goldTokens = 0;
        foreach (var _ in Whitespace.Split(gold))
            goldTokens++;

        using var entries = new Scratch<Entry>(stackalloc Entry[32], goldTokens);
        using var heads = new Scratch<int>(stackalloc int[32], (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(goldTokens, 1)));
        var table = new Table(gold, entries.Span, heads.Span);
        foreach (var word in Whitespace.Split(gold))
            table.Add(word);

        int shared = 0, predictionTokens = 0;
        foreach (var word in Whitespace.Split(prediction))
        {
            predictionTokens++;
            if (table.Take(word))
                shared++;
        }

        return new TokenOverlap(shared, predictionTokens, goldTokens);
    }

    private struct Entry
    {
        public int Start;
        public int Length;
        public int Hash;
        public int Left;
        public int Next;
    }

    private ref struct Table
    {
        private readonly ReadOnlySpan<char> _text;
        private readonly Span<Entry> _entries;
        private readonly Span<int> _heads;
        private int _used;

        public Table(ReadOnlySpan<char> text, Span<Entry> entries, Span<int> heads)
        {
            _text = text;
            _entries = entries;
            _heads = heads;
            heads.Fill(-1);
        }

        /// <summary>Counts a word, which must be a slice of the table's text.</summary>
        public void Add(ReadOnlySpan<char> word)
        {
            var hash = string.GetHashCode(word);
            var found = Find(word, hash);
            if (found >= 0)
            {
                _entries[found].Left++;
                return;
            }

            _text.Overlaps(word, out var start);
            ref var head = ref _heads[hash & (_heads.Length - 1)];
            _entries[_used] = new Entry { Start = start, Length = word.Length, Hash = hash, Left = 1, Next = head };
            head = _used++;
        }

        /// <summary>Uses up one occurrence of a word, if any is left.</summary>
        public readonly bool Take(ReadOnlySpan<char> word)
        {
            var found = Find(word, string.GetHashCode(word));
            if (found < 0 || _entries[found].Left == 0)
                return false;
            _entries[found].Left--;
            return true;
        }

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
    }
}
