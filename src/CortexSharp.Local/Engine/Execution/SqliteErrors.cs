using CortexSharp.Local.Engine.Runtime;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Says SQLite's errors in Snowflake's words.</summary>
internal static class SqliteErrors
{
    public static LocalSqlException Translate(SqliteException error)
    {
        if (RuntimeFunctions.Decode(error.Message) is { } ours)
            return ours;
        if (error.Message.Contains("NOT NULL constraint failed", StringComparison.Ordinal))
            return SqlErrors.NullInNotNull();
        if (error.Message.Contains("integer overflow", StringComparison.Ordinal))
            return SqlErrors.NumberOverflow();
        if (error.Message.Contains("malformed JSON", StringComparison.Ordinal))
            return SqlErrors.InvalidJson("malformed");
        return SqlErrors.Execution($"The offline Cortex's storage reports: {error.Message}");
    }
}
