using System.Collections.Frozen;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions that need <c>OVER (…)</c>, and aggregates that have it.</summary>
internal static class WindowFunctions
{
    private static readonly FrozenDictionary<string, (int Least, int Most, bool NeedsOrder, Func<CallSite, Window, TypedSql> Translate)> All =
        new Dictionary<string, (int, int, bool, Func<CallSite, Window, TypedSql>)>(StringComparer.Ordinal)
        {
            ["ROW_NUMBER"] = (0, 0, true, (c, w) => Rank(c, w, "row_number", SqlType.Integer)),
            ["RANK"] = (0, 0, true, (c, w) => Rank(c, w, "rank", SqlType.Integer)),
            ["DENSE_RANK"] = (0, 0, true, (c, w) => Rank(c, w, "dense_rank", SqlType.Integer)),
            ["PERCENT_RANK"] = (0, 0, true, (c, w) => Rank(c, w, "percent_rank", SqlType.Float)),
            ["CUME_DIST"] = (0, 0, true, (c, w) => Rank(c, w, "cume_dist", SqlType.Float)),
            ["NTILE"] = (1, 1, true, (c, w) => new($"ntile({c.Whole(0)}){WindowClause.Write(c, w)}", SqlType.Integer)),
            ["LAG"] = (1, 3, true, (c, w) => Shifted(c, w, "lag")),
            ["LEAD"] = (1, 3, true, (c, w) => Shifted(c, w, "lead")),
            ["FIRST_VALUE"] = (1, 1, true, (c, w) => Value(c, w, "first_value", "cs_nth_value", "1")),
            ["LAST_VALUE"] = (1, 1, true, (c, w) => Value(c, w, "last_value", "cs_nth_last_value", "1")),
            ["NTH_VALUE"] = (2, 2, true, (c, w) => Value(c, w, "nth_value", "cs_nth_value", c.Whole(1))),
            ["RATIO_TO_REPORT"] = (1, 1, false, Ratio),
            ["CONDITIONAL_TRUE_EVENT"] = (1, 1, true,
                (c, w) =>
                    new($"sum(CASE WHEN {c.Boolean(0)} THEN 1 ELSE 0 END){WindowClause.WithFrame(c, w, WindowClause.UpToHere)}", SqlType.Integer)),
            ["CONDITIONAL_CHANGE_EVENT"] =
                (1, 1, true, (c, w) => new($"cs_changes({c.Comparable(0)}){WindowClause.WithFrame(c, w, WindowClause.UpToHere)}", SqlType.Integer)),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of those that are no aggregates.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Whether a function needs <c>OVER (…)</c>.</summary>
    public static bool Contains(string function) => All.ContainsKey(function);

    /// <summary>Translates a call.</summary>
    public static TypedSql Translate(CallSite c)
    {
        var window = c.Call.Over!;
        if (!All.TryGetValue(c.Call.Function, out var function))
            return AggregateFunctions.Contains(c.Call.Function) ? AggregateFunctions.Translate(c) : throw FunctionNames.Unknown(c);
        c.Expect(function.Least, function.Most);
        if (function.NeedsOrder && window.OrderBy.IsEmpty)
            throw SqlErrors.WindowOrder(c.Call.Function);
        if (window.Frame is { } frame && !TakesFrame(c.Call.Function) && !frame.BeginsWithPartition)
            throw SqlErrors.InvalidArgument(c.Translator.Text, frame.Position, $"Sliding window frame unsupported for function {c.Call.Function}");
        return function.Translate(c, window);
    }

    private static bool TakesFrame(string function) => function is "FIRST_VALUE" or "LAST_VALUE" or "NTH_VALUE" or "RATIO_TO_REPORT";

    private static TypedSql Rank(CallSite c, Window window, string function, SqlType type) =>
        new($"{function}(){WindowClause.Write(c, window with { Frame = null })}", type);

    private static TypedSql Value(CallSite c, Window window, string function, string withoutNulls, string place)
    {
        var over = WindowClause.WholeByDefault(c, window);
        if (c.Call.IgnoreNulls)
            return new($"{withoutNulls}({c[0].Text}, {place}){over}", c[0].Type);
        return new($"{function}({c[0].Text}{(function == "nth_value" ? ", " + place : "")}){over}", c[0].Type);
    }

    private static TypedSql Shifted(CallSite c, Window window, string function)
    {
        var distance = c.WholeOr(1, 1);
        if (!c.Call.IgnoreNulls)
        {
            return new(
                $"{function}({c[0].Text}, "
                + $"{distance}{(c.Count == 3 ? ", " + c.As(2, c[0].Type) : "")}){WindowClause.Write(c, window with { Frame = null })}", c[0].Type);
        }
        // The n-th value that is not null among the rows before, or behind.
        var value = function == "lag"
            ? $"cs_nth_last_value({c[0].Text}, {distance}){WindowClause.WithFrame(c, window, WindowClause.Before)}"
            : $"cs_nth_value({c[0].Text}, {distance}){WindowClause.WithFrame(c, window, WindowClause.Behind)}";
        return new(c.Count == 3 ? $"coalesce({value}, {c.As(2, c[0].Type)})" : value, c[0].Type);
    }

    /// <summary>A share of the window's sum; null where that is 0.</summary>
    private static TypedSql Ratio(CallSite c, Window window)
    {
        var part = c.Number(0);
        var total = new TypedSql($"nullif(sum({part.Text}){WindowClause.Write(c, window)}, 0)", part.Type);
        return c.Translator.Arithmetic("/", part, total, c.Call.Position);
    }
}
