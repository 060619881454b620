using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>
/// The value at a share of the way through rows that arrive in order, between two rows by interpolation. Of whole numbers, which are counts of
/// units, the result has three more digits.
/// </summary>
internal sealed class PercentileAggregator : Aggregator
{
    private readonly List<long> _whole = [];
    private readonly List<double> _real = [];
    private double _share;

    public override void Add(FunctionCall row)
    {
        _share = row.Double(0);
        if (row.Kind(1) is CellKind.Integer)
            _whole.Add(row.Whole(1));
        else if (!row.IsNull(1))
            _real.Add(row.Double(1));
    }

    public override void Return(FunctionCall result)
    {
        if (_whole.Count > 0)
        {
            var (before, after, part) = Place(_whole.Count);
            var value = _whole[before] + ((decimal)part * ((decimal)_whole[after] - _whole[before]));
            var units = decimal.Round(value * 1000, MidpointRounding.AwayFromZero);
            result.Return(Math.Abs(units) < long.MaxValue ? (long)units : throw SqlErrors.NumberOverflow());
        }
        else if (_real.Count > 0)
        {
            var (before, after, part) = Place(_real.Count);
            result.Return(_real[before] + (part * (_real[after] - _real[before])));
        }
    }

    private (int Before, int After, double Part) Place(int count)
    {
        var place = _share * (count - 1);
        var before = (int)Math.Floor(place);
        return (before, Math.Min(before + 1, count - 1), place - before);
    }
}
