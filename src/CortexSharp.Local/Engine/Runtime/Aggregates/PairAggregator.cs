using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>A statistic of two columns, from the rows where both have values.</summary>
internal sealed class PairAggregator(Func<Pairs, double?> statistic) : Aggregator
{
    private readonly SlidingList<(double Y, double X)> _values = new();

    public override void Add(FunctionCall row)
    {
        if (!row.IsNull(0) && !row.IsNull(1))
            _values.Add((row.Double(0), row.Double(1)));
    }

    public override void Remove(FunctionCall row)
    {
        if (!row.IsNull(0) && !row.IsNull(1))
            _values.RemoveFirst();
    }

    public override void Return(FunctionCall result)
    {
        var items = _values.Items;
        if (items.IsEmpty)
            return;
        double meanY = 0, meanX = 0, yy = 0, xx = 0, xy = 0;
        foreach (var (y, x) in items)
            (meanY, meanX) = (meanY + (y / items.Length), meanX + (x / items.Length));
        foreach (var (y, x) in items)
            (yy, xx, xy) = (yy + ((y - meanY) * (y - meanY)), xx + ((x - meanX) * (x - meanX)), xy + ((x - meanX) * (y - meanY)));
        if (statistic(new(items.Length, meanY, meanX, yy, xx, xy)) is { } value && double.IsFinite(value))
            result.Return(value);
    }
}
