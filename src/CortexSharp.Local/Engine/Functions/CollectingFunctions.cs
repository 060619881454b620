using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Aggregates that put the rows' values together: as text, as an array, as an object.</summary>
internal static class CollectingFunctions
{
    public static IEnumerable<AggregateFunction> All =>
    [
        new("LISTAGG", 1, 2, List, Frames: false),
        new("ARRAY_AGG", 1, 1, s => Array(s, s.IsDistinct), Frames: false),
        new("ARRAYAGG", 1, 1, s => Array(s, s.IsDistinct), Frames: false),
        new("ARRAY_UNIQUE_AGG", 1, 1, s => Array(s, distinct: true), Frames: false),
        new("ARRAY_UNION_AGG", 1, 1, s => new(s.Call("cs_array_union_agg", s.Arguments.As(0, SqlType.Array)), SqlType.Array), Frames: false),
        new("OBJECT_AGG", 2, 2, Object, Frames: false),
        new("OBJECTAGG", 2, 2, Object, Frames: false),
    ];

    private static TypedSql List(AggregateSite s)
    {
        var separator = s.Arguments.TextOr(1, "''");
        var order = s.Arguments.Call.WithinGroup;
        var value = s.Arguments.Text(0);
        var list = !s.IsDistinct ? s.Ordered("group_concat", $"{value}, {separator}", order)
            : s.IsWindow ? s.Ordered("cs_distinct_list", $"{value}, {separator}", order)
            // SQLite takes no separator with DISTINCT, so the distinct values travel as an array.
            : $"cs_join({s.Ordered("json_group_array", value, order, $"{value} IS NOT NULL")}, {separator})";
        // Without rows Snowflake gives the empty string.
        return new($"coalesce({list}, '')", SqlType.Varchar);
    }

    /// <summary>Values are JSON text already, so an array is made by joining them; nulls are left out.</summary>
    private static TypedSql Array(AggregateSite s, bool distinct)
    {
        var order = s.Arguments.Call.WithinGroup;
        var value = s.Arguments.Variant(0);
        var items = distinct && (s.IsWindow || !s.IsDistinct) ? s.Ordered("cs_distinct_list", $"{value}, ','", order)
            : distinct ? s.Ordered("group_concat", value, order)
            : s.Ordered("group_concat", $"{value}, ','", order);
        return new($"('[' || coalesce({items}, '') || ']')", SqlType.Array);
    }

    private static TypedSql Object(AggregateSite s)
    {
        var member = $"json_quote({s.Arguments.Text(0)}) || ',' || {s.Arguments.Variant(1)}";
        var members = s.Call("group_concat", s.IsDistinct && !s.IsWindow ? member : $"{member}, ','", $"{s[0].Text} IS NOT NULL");
        return new($"cs_object_unique('[' || coalesce({members}, '') || ']')", SqlType.Object);
    }
}
