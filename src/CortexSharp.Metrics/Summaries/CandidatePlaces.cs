using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>Where a candidate has each number of its reference, so that a reference line meets only the words that it shares.</summary>
internal sealed class CandidatePlaces
{
    private Pooled<int> _ends = new(0);
    private Pooled<int> _places = new(0);
    private Pooled<int> _lineOf = new(0);

    public void Fill(ReadOnlySpan<int> numbers, ReadOnlySpan<int> lineEnds, int distinct)
    {
        _ends.Grow(distinct + 1, 0);
        _places.Grow(numbers.Length, 0);
        _lineOf.Grow(numbers.Length, 0);

        // Counting sort: the end of each number's places is at first their start, and moves on with each place.
        var ends = _ends.Array.AsSpan(0, distinct + 1);
        ends.Clear();
        foreach (var number in numbers)
            ends[number + 1]++;
        ends[0] = 0;
        for (var i = 1; i < ends.Length; i++)
            ends[i] += ends[i - 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] >= 0)
                _places.Array[ends[numbers[i]]++] = i;
        }

        var (start, line) = (0, 0);
        foreach (var end in lineEnds)
        {
            _lineOf.Array.AsSpan(start..end).Fill(line++);
            start = end;
        }
    }

    public int LineOf(int place) => _lineOf.Array[place];

    public ReadOnlySpan<int> Of(int number)
    {
        var start = number == 0 ? 0 : _ends.Array[number - 1];
        return _places.Array.AsSpan(start, _ends.Array[number] - start);
    }

    public void Trim()
    {
        _ends.Trim();
        _places.Trim();
        _lineOf.Trim();
    }
}
