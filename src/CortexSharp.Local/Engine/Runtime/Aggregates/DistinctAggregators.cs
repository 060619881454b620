using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>The different values of a window in the order of their first coming. SQLite knows DISTINCT in groups only.</summary>
internal abstract class DistinctAggregator : Aggregator
{
    private readonly HashSet<object> _seen = [];

    protected List<object> Values { get; } = [];

    public override void Add(FunctionCall row)
    {
        if (row.Value(0) is { } value && _seen.Add(value))
            Values.Add(value);
    }
}

/// <summary><c>COUNT(DISTINCT x) OVER (…)</c>.</summary>
internal sealed class DistinctCount : DistinctAggregator
{
    public override void Return(FunctionCall result) => result.Return((long)Values.Count);
}

/// <summary><c>SUM(DISTINCT x) OVER (…)</c>.</summary>
internal sealed class DistinctSum : DistinctAggregator
{
    public override void Return(FunctionCall result)
    {
        if (Values.Count == 0)
            return;
        if (Values[0] is double)
            result.Return(Values.Sum(v => (double)v));
        else
        {
            result.Return(
                Values.Aggregate((Int128)0, (sum, v) => sum + (long)v) is var sum && sum >= long.MinValue && sum <= long.MaxValue
                    ? (long)sum
                    : throw SqlErrors.NumberOverflow());
        }
    }
}

/// <summary>The values as one text, with a separator between them.</summary>
internal sealed class DistinctList : DistinctAggregator
{
    private string? _separator;

    public override void Add(FunctionCall row)
    {
        _separator ??= row.Text(1);
        base.Add(row);
    }

    public override void Return(FunctionCall result)
    {
        if (Values.Count > 0)
            result.ReturnText(string.Join(_separator, Values));
    }
}

/// <summary>The union of JSON arrays: each element as often as the array that has it most.</summary>
internal sealed class ArrayUnion : Aggregator
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public override void Add(FunctionCall row)
    {
        if (row.IsNull(0))
            return;
        foreach (var (element, count) in JsonArray.Elements(row.Text(0)).CountBy(e => e, StringComparer.Ordinal))
            _counts[element] = Math.Max(count, _counts.GetValueOrDefault(element));
    }

    public override void Return(FunctionCall result) => result.ReturnText(JsonText.Array(_counts.SelectMany(c => Enumerable.Repeat(c.Key, c.Value))));
}
