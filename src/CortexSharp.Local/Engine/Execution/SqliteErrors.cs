using CortexSharp.Local.Engine.Runtime.Callbacks;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Says SQLite's errors in Snowflake's words.</summary>
internal static class SqliteErrors
{
    /// <summary>How SQLite says that a statement is larger than it takes: a long chain of CTEs that each read the one before twice, for one.</summary>
    private static readonly string[] TooLarge =
        ["too many FROM clause terms", "tables in a join", "Expression tree is too large", "too many terms in compound SELECT", "too many columns", "too many arguments on function", "parser stack overflow", "too many references"];

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
        if (TooLarge.Any(limit => error.Message.Contains(limit, StringComparison.Ordinal)))
            return SqlErrors.TooLarge(error.Message);
        return SqlErrors.Execution($"The offline Cortex's storage reports: {error.Message}");
    }
}
