using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>The first value of rows that arrive in order.</summary>
internal sealed class FirstAggregator : Aggregator
{
    private bool _found;
    private object? _value;

    public override void Add(FunctionCall row)
    {
        if (_found)
            return;
        _found = true;
        _value = row.Value(0);
    }

    public override void Return(FunctionCall result) => result.Return(_value);
}

/// <summary>The first values of rows that arrive in order, as a JSON array; values are JSON.</summary>
internal sealed class FirstFewAggregator : Aggregator
{
    private readonly List<string> _values = [];

    public override void Add(FunctionCall row)
    {
        if (_values.Count < row.Whole(1))
            _values.Add(row.IsNull(0) ? "null" : row.Text(0));
    }

    public override void Return(FunctionCall result) => result.ReturnText(JsonText.Array(_values));
}

/// <summary>The value at a share of the way through rows that arrive in order: the first whose place is not before it.</summary>
internal sealed class DiscretePercentileAggregator : Aggregator
{
    private readonly List<object> _values = [];
    private double _share;

    public override void Add(FunctionCall row)
    {
        _share = row.Double(0);
        if (row.Value(1) is { } value)
            _values.Add(value);
    }

    public override void Return(FunctionCall result)
    {
        if (_values.Count > 0)
            result.Return(_values[Math.Max(0, (int)Math.Ceiling(_share * _values.Count) - 1)]);
    }
}

/// <summary>The most frequent value; of several the one that came first.</summary>
internal sealed class ModeAggregator : Aggregator
{
    private readonly Dictionary<object, int> _places = [];
    private readonly List<(object Value, int Count)> _counts = [];

    public override void Add(FunctionCall row)
    {
        if (row.Value(0) is not { } value)
            return;
        if (_places.TryGetValue(value, out var place))
        {
            _counts[place] = (value, _counts[place].Count + 1);
            return;
        }

        _places.Add(value, _counts.Count);
        _counts.Add((value, 1));
    }

    public override void Return(FunctionCall result) => result.Return(_counts.Count == 0 ? null : _counts.MaxBy(c => c.Count).Value);
}

/// <summary>The n-th value of a window that is not null, from its start or from its end.</summary>
internal sealed class NthAggregator(bool fromEnd) : Aggregator
{
    private readonly SlidingList<object> _values = new();
    private long _place = 1;

    public override void Add(FunctionCall row)
    {
        _place = row.Whole(1);
        if (row.Value(0) is { } value)
            _values.Add(value);
    }

    public override void Remove(FunctionCall row)
    {
        if (!row.IsNull(0))
            _values.RemoveFirst();
    }

    public override void Return(FunctionCall result)
    {
        var values = _values.Items;
        if (_place >= 1 && _place <= values.Length)
            result.Return(fromEnd ? values[^(int)_place] : values[(int)_place - 1]);
    }
}

/// <summary>How often a value differed from the one before; nulls are passed over.</summary>
internal sealed class ChangeAggregator : Aggregator
{
    private object? _last;
    private long _changes;

    public override void Add(FunctionCall row)
    {
        if (row.Value(0) is not { } value)
            return;
        if (_last is not null && !_last.Equals(value))
            _changes++;
        _last = value;
    }

    public override void Return(FunctionCall result) => result.Return(_changes);
}

/// <summary>Bits of whole numbers, combined.</summary>
internal sealed class BitAggregator(Func<long, long, long> combine) : Aggregator
{
    private readonly SlidingList<long> _values = new();

    public override void Add(FunctionCall row)
    {
        if (!row.IsNull(0))
            _values.Add(row.Whole(0));
    }

    public override void Remove(FunctionCall row)
    {
        if (!row.IsNull(0))
            _values.RemoveFirst();
    }

    public override void Return(FunctionCall result)
    {
        var values = _values.Items;
        if (values.IsEmpty)
            return;
        var bits = values[0];
        foreach (var value in values[1..])
            bits = combine(bits, value);
        result.Return(bits);
    }
}
