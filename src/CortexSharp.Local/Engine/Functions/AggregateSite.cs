using System.Collections.Immutable;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>A call of a function over many rows: over the rows of a group, or over those of a window.</summary>
internal sealed class AggregateSite(CallSite arguments)
{
    public CallSite Arguments => arguments;

    public TypedSql this[int index] => arguments[index];

    public bool IsDistinct => arguments.Call.Distinct;

    public bool IsWindow => arguments.Call.Over is not null;

    /// <summary>Whether <c>DISTINCT</c> in a window is meant, which SQLite lacks.</summary>
    public bool IsDistinctWindow => IsDistinct && IsWindow;

    /// <summary>A call of a SQLite function.</summary>
    public string Call(string function, string values, string filter = "") => Ordered(function, values, [], filter);

    /// <summary>A call whose rows come in an order: SQLite has it inside of the call, and for a window in the window.</summary>
    public string Ordered(string function, string values, ImmutableArray<OrderItem> order, string filter = "")
    {
        var keys = string.Join(", ", arguments.OrderKeys(order));
        return Ordered(function, values, keys, filter);
    }

    /// <summary>A call whose rows come in an order given as SQL; empty for none.</summary>
    public string Ordered(string function, string values, string keys, string filter = "")
    {
        var distinct = IsDistinct && !IsWindow ? "DISTINCT " : "";
        if (filter.Length > 0)
            filter = $" FILTER (WHERE {filter})";
        if (!IsWindow)
            return $"{function}({distinct}{values}{(keys.Length == 0 ? "" : " ORDER BY " + keys)}){filter}";
        return $"{function}({values}){filter}{WindowClause.Write(arguments, arguments.Call.Over!, keys)}";
    }

    public LocalSqlException Unsupported(string construct) => SqlErrors.Unsupported(arguments.Translator.Text, arguments.Call.Position, construct);

    /// <summary>The argument that must be a constant share between 0 and 1.</summary>
    public string Share(int index) =>
        arguments.Call.Arguments[index].Value is Expr.Number number
        && double.Parse(number.Digits, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and <= 1
            ? arguments.As(index, SqlType.Float)
            : throw arguments.Invalid(index, "the percentile must be a constant from 0 to 1");
}
