using System.Collections.Immutable;
using System.Globalization;

namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>A function over a window.</summary>
/// <param name="Name">A ranking function, LAG, LEAD, FIRST_VALUE, LAST_VALUE, or empty where an aggregate is taken over the frame.</param>
/// <param name="Aggregate">What is computed; of the other functions, its argument is theirs.</param>
/// <param name="Partition">The partition's key.</param>
/// <param name="Order">The order.</param>
/// <param name="Frame">The frame; null for the default.</param>
internal sealed record WindowFunction(string Name, Aggregate Aggregate, Expression Partition, ImmutableArray<OrderKey> Order, Frame? Frame)
{
    public ModelType Type => Name switch
    {
        "" => Aggregate.Type,
        "ROW_NUMBER" or "RANK" or "DENSE_RANK" => ModelType.Integer,
        _ => Aggregate.Argument.Type,
    };

    public string ToSql()
    {
        var call = Name switch
        {
            "" => Aggregate.ToSql(),
            "ROW_NUMBER" or "RANK" or "DENSE_RANK" => Name + "()",
            _ => $"{Name}({Aggregate.Argument.ToSql()})",
        };
        var order = Order.IsEmpty ? "" : " ORDER BY " + string.Join(", ", Order.Select(k => k.ToSql()));
        return string.Create(
            CultureInfo.InvariantCulture, $"{call} OVER (PARTITION BY {Partition.ToSql()}{order}{(Frame is null ? "" : " " + Frame.ToSql())})");
    }

    /// <summary>The rows with the function's value behind them.</summary>
    public IEnumerable<object?[]> Over(ImmutableArray<object?[]> rows) =>
        rows.GroupBy(r => new[] { Query.Value(Partition, r) }, RowComparer.Instance).SelectMany(partition =>
        {
            var sorted = partition.Order(OrderKey.Comparer(Order)).ToImmutableArray();
            return sorted.Select((row, i) => (object?[])[.. row, Value(sorted, i)]);
        });

    private object? Value(ImmutableArray<object?[]> rows, int at)
    {
        var order = OrderKey.Comparer(Order);
        switch (Name)
        {
            case "ROW_NUMBER":
                return Exact.Of(at + 1);
            case "RANK":
                return Exact.Of(rows.Count(r => order.Compare(r, rows[at]) < 0) + 1);
            case "DENSE_RANK":
                return Exact.Of(rows.Take(at).Where((r, i) => order.Compare(r, rows[i + 1]) < 0).Count() + 1);
            case "LAG":
                return at > 0 ? Query.Value(Aggregate.Argument, rows[at - 1]) : null;
            case "LEAD":
                return at + 1 < rows.Length ? Query.Value(Aggregate.Argument, rows[at + 1]) : null;
            case "FIRST_VALUE":
                return Query.Value(Aggregate.Argument, rows[0]);
            case "LAST_VALUE":
                return Query.Value(Aggregate.Argument, rows[^1]);
        }

        // Without an order the default frame is the whole partition; with one, all rows up to the current one's peers.
        var frame = Frame ?? new Frame(IsRange: true, new("PRECEDING", null), new(null, null));
        return Aggregate.Over([.. rows.Where((_, i) => frame.Contains(rows, at, i, Order))]);
    }
}
