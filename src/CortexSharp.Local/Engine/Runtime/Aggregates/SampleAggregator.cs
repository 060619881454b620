using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>A statistic; null where it is not defined.</summary>
internal delegate double? Statistic(ReadOnlySpan<double> values);

/// <summary>A statistic of one column. The values are kept, so that it is computed in two passes, which loses no digits.</summary>
internal sealed class SampleAggregator(Statistic statistic) : Aggregator
{
    private readonly SlidingList<double> _values = new();

    public override void Add(FunctionCall row)
    {
        if (!row.IsNull(0))
            _values.Add(row.Double(0));
    }

    public override void Remove(FunctionCall row)
    {
        if (!row.IsNull(0))
            _values.RemoveFirst();
    }

    public override void Return(FunctionCall result)
    {
        if (statistic(_values.Items) is { } value)
            result.Return(value);
    }
}
