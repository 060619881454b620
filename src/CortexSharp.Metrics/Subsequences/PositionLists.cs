using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Subsequences;

/// <summary>
/// Where each number stands in a sequence, as those words of its position set that are not zero. Made in linear time and memory, however long
/// the sequence and however many its numbers.
/// </summary>
internal sealed class PositionLists
{
    private Pooled<int> _counts = new(0);
    private Pooled<int> _starts = new(0);
    private Pooled<int> _lengths = new(0);
    private Pooled<int> _words = new(0);
    private Pooled<ulong> _sets = new(0);

    /// <summary>Forgets every number and makes room for the numbers below a limit.</summary>
    public void Clear(int numbers)
    {
        _counts.Grow(numbers, 0);
        _starts.Grow(numbers, 0);
        _lengths.Grow(numbers, 0);
        _counts.Array.AsSpan(0, numbers).Clear();
        _starts.Array.AsSpan(0, numbers).Clear();
        _lengths.Array.AsSpan(0, numbers).Clear();
    }

    /// <summary>Takes in a sequence. The lists of the one before must have been removed.</summary>
    public void Add(ReadOnlySpan<int> sequence)
    {
        _words.Grow(sequence.Length, 0);
        _sets.Grow(sequence.Length, 0);
        var (counts, starts, lengths, words, sets) = (_counts.Array, _starts.Array, _lengths.Array, _words.Array, _sets.Array);
        foreach (var number in sequence)
            counts[number]++;

        var used = 0;
        for (var position = 0; position < sequence.Length; position++)
        {
            var number = sequence[position];
            if (lengths[number] == 0)
            {
                // No list is longer than its number is frequent.
                starts[number] = used;
                used += counts[number];
                Append(position);
            }
            else if (words[starts[number] + lengths[number] - 1] != position / 64)
            {
                Append(position);
            }
            else
            {
                sets[starts[number] + lengths[number] - 1] |= 1ul << position;
            }

            void Append(int at)
            {
                words[starts[number] + lengths[number]] = at / 64;
                sets[starts[number] + lengths[number]++] = 1ul << at;
            }
        }
    }

    /// <summary>Removes the lists of a sequence.</summary>
    public void Remove(ReadOnlySpan<int> sequence)
    {
        foreach (var number in sequence)
        {
            _counts.Array[number] = 0;
            _lengths.Array[number] = 0;
        }
    }

    /// <summary>The indices of the words of a number's set that are not zero, ascending.</summary>
    public ReadOnlySpan<int> Words(int number) => _words.Array.AsSpan(_starts.Array[number], _lengths.Array[number]);

    /// <summary>Those words.</summary>
    public ReadOnlySpan<ulong> Sets(int number) => _sets.Array.AsSpan(_starts.Array[number], _lengths.Array[number]);

    public void Trim()
    {
        _counts.Trim();
        _starts.Trim();
        _lengths.Trim();
        _words.Trim();
        _sets.Trim();
    }
}
