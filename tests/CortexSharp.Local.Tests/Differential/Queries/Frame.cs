using System.Collections.Immutable;
using System.Globalization;

namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>The frame of a window: from one bound to another, in rows or in distances of the order's only key.</summary>
internal sealed record Frame(bool IsRange, Frame.Bound Start, Frame.Bound End)
{
    /// <summary>An end of a frame.</summary>
    /// <param name="Direction"><c>PRECEDING</c> or <c>FOLLOWING</c>; null for the current row.</param>
    /// <param name="Distance">How far; null for unbounded.</param>
    internal readonly record struct Bound(string? Direction, int? Distance)
    {
        public string ToSql() => Direction is null ? "CURRENT ROW" : $"{Distance?.ToString(CultureInfo.InvariantCulture) ?? "UNBOUNDED"} {Direction}";

        /// <summary>How far along the order it lies from the current row, as a signed distance.</summary>
        public int Signed => Direction is "PRECEDING" ? -Distance ?? int.MinValue : Distance ?? (Direction is null ? 0 : int.MaxValue);
    }

    public string ToSql() => $"{(IsRange ? "RANGE" : "ROWS")} BETWEEN {Start.ToSql()} AND {End.ToSql()}";

    /// <summary>Whether the frame of one row of a sorted partition contains another.</summary>
    public bool Contains(ImmutableArray<object?[]> rows, int current, int other, ImmutableArray<OrderKey> order) =>
        Side(Start, rows, current, other, order) >= 0 && Side(End, rows, current, other, order) <= 0;

    /// <summary>Whether a row lies before a bound (negative), at it, or behind it.</summary>
    private int Side(Bound bound, ImmutableArray<object?[]> rows, int current, int other, ImmutableArray<OrderKey> order)
    {
        if (bound.Signed == int.MinValue)
            return 1;
        if (bound.Signed == int.MaxValue)
            return -1;
        if (!IsRange)
            return (other - current).CompareTo(bound.Signed);
        var peers = OrderKey.Comparer(order).Compare(rows[other], rows[current]);
        // Nulls have no distance: to themselves they are peers, to the others they lie where the order has them.
        if (bound.Direction is null || Query.Value(order[0].Value, rows[current]) is not Exact here
            || Query.Value(order[0].Value, rows[other]) is not Exact there)
        {
            return peers;
        }

        var scale = Math.Max(here.Scale, there.Scale);
        var distance = (there.Rescale(scale).Units - here.Rescale(scale).Units) * (order[0].IsDescending ? -1 : 1);
        return distance.CompareTo(Exact.Of(bound.Signed).Rescale(scale).Units);
    }
}
