using CortexSharp.Local.Engine.Runtime.Callbacks;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Says SQLite's errors in Snowflake's words.</summary>
internal static class SqliteErrors
{
    /// <summary>The limits of SQLite that a statement may meet, by what SQLite says of them.</summary>
    private static readonly (string Message, string Limit)[] Limits =
    [
        ("Expression tree is too large", "an expression is more than 1,000 operators deep"),
        ("parser stack overflow", "expressions or queries are nested too deeply"),
        ("tables in a join", "a FROM joins more than 64 tables"),
        ("too many FROM clause terms", "a FROM has more than 200 sources, those of its subqueries included"),
        ("too many columns", "a table or result has more than 2,000 columns"),
        ("too many terms", "a query has more than 500 set operations, or more than 2,000 keys in ORDER BY or GROUP BY"),
        ("too many references to", "a common table expression or table is read more than 65,535 times"),
        ("too many arguments on function", "a function has more than 127 arguments"),
        ("too many SQL variables", "a statement has more than 32,766 binds"),
        ("string or blob too big", "a value or the statement is longer than 1,000,000,000 bytes"),
        ("statement too long", "the statement is longer than 1,000,000,000 bytes"),
    ];

    public static LocalSqlException Translate(SqliteException error)
    {
        if (CallbackErrors.Decode(error.Message) is { } ours)
            return ours;
        if (error.Message.Contains("NOT NULL constraint failed", StringComparison.Ordinal))
            return SqlErrors.NullInNotNull();
        if (error.Message.Contains("integer overflow", StringComparison.Ordinal))
            return SqlErrors.NumberOverflow();
        if (error.Message.Contains("malformed JSON", StringComparison.Ordinal))
            return SqlErrors.InvalidJson("malformed");
        if (Limits.FirstOrDefault(l => error.Message.Contains(l.Message, StringComparison.Ordinal)) is { Limit: { } limit })
            return SqlErrors.TooLarge(limit);
        return SqlErrors.Execution($"The offline Cortex's storage reports: {error.Message}");
    }
}
