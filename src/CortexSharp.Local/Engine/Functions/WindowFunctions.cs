using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions with <c>OVER (…)</c>.</summary>
internal static class WindowFunctions
{
    /// <summary>Translates a call.</summary>
    public static TypedSql Translate(CallSite c)
    {
        var window = c.Call.Over!;
        switch (c.Call.Function)
        {
            case "ROW_NUMBER" or "RANK" or "DENSE_RANK":
                c.Expect(0, 0);
                return new($"{c.Call.Function.ToLowerInvariant()}(){Over(c, window, null)}", SqlType.Integer);
            case "PERCENT_RANK" or "CUME_DIST":
                c.Expect(0, 0);
                return new($"{c.Call.Function.ToLowerInvariant()}(){Over(c, window, null)}", SqlType.Float);
            case "NTILE":
                c.Expect(1, 1);
                return new($"ntile({c.Whole(0)}){Over(c, window, null)}", SqlType.Integer);
            case "LAG" or "LEAD":
                c.Expect(1, 3);
                var fallback = c.Count == 3 ? ", " + c.As(2, c[0].Type) : "";
                return new($"{c.Call.Function.ToLowerInvariant()}({c[0].Text}{(c.Count > 1 ? ", " + c.Whole(1) : "")}{fallback}){Over(c, window, null)}", c[0].Type);
            case "FIRST_VALUE" or "LAST_VALUE":
                c.Expect(1, 1);
                // Snowflake looks at the whole partition, SQLite up to the current row.
                return new($"{c.Call.Function.ToLowerInvariant()}({c[0].Text}){Over(c, window, "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING")}", c[0].Type);
            case "RATIO_TO_REPORT":
                c.Expect(1, 1);
                var part = c.Number(0);
                var total = new TypedSql($"sum({part.Text}){Over(c, window, null)}", part.Type);
                return c.Translator.Arithmetic("/", part, total, c.Call.Position);
        }

        if (!AggregateFunctions.Contains(c.Call.Function))
            throw SqlErrors.UnknownFunction(c.Call.Function);
        if (c.Call.Distinct || !c.Call.WithinGroup.IsEmpty)
            throw SqlErrors.Unsupported(c.Translator.Text, c.Call.Position, $"DISTINCT or WITHIN GROUP in the window function {c.Call.Function}");
        return AggregateFunctions.Translate(c, Over(c, window, null));
    }

    private static string Over(CallSite c, Window window, string? defaultFrame)
    {
        var parts = new List<string>();
        if (!window.PartitionBy.IsEmpty)
            parts.Add("PARTITION BY " + string.Join(", ", c.Expressions(window.PartitionBy)));
        if (!window.OrderBy.IsEmpty)
            parts.Add("ORDER BY " + string.Join(", ", c.OrderKeys(window.OrderBy)));
        if ((window.Frame ?? defaultFrame) is { } frame)
            parts.Add(frame);
        return $" OVER ({string.Join(' ', parts)})";
    }
}
