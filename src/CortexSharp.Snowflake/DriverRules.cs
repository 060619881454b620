using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver;

/// <summary>What must not reach the driver, or come from it.</summary>
internal static class DriverRules
{
    /// <summary>
    /// Refuses a text that the driver would not send as a statement: one that begins with PUT or GET it takes for a file transfer, which reads local
    /// paths named in the SQL;
    /// one shorter than three characters fails inside it.
    /// </summary>
    public static void CheckStatement(string sql)
    {
        var start = WithoutComments(sql).AsSpan().TrimStart();
        if (start.StartsWith("PUT", StringComparison.OrdinalIgnoreCase) || start.StartsWith("GET", StringComparison.OrdinalIgnoreCase))
        {
            throw new CortexException(CortexErrorKind.NotSupported, "A statement that begins with PUT or GET is a file transfer to Snowflake's "
                + "driver and is not run here. Use the driver itself, or Snowflake CLI.");
        }

        if (start.TrimEnd().Length < 3)
            throw new CortexException(CortexErrorKind.InvalidSql, "The statement has no text that Snowflake could run.");
    }

    /// <summary>Refuses a column whose values the driver corrupts: a VECTOR over Arrow is rounded to six digits and has the culture's
    /// separators.</summary>
    public static void CheckColumn(SqlColumn column)
    {
        if (string.Equals(column.TypeName, "VECTOR", StringComparison.OrdinalIgnoreCase))
        {
            throw new CortexException(CortexErrorKind.NotSupported, $"Column {column.Name} is a VECTOR, which Snowflake's driver corrupts. Select it "
                + $"as an array: {column.Name}::ARRAY.");
        }
    }

    /// <summary>The text as the driver looks at its beginning: without what looks like a comment, also where it is none, inside a string or a
    /// word.</summary>
    private static string WithoutComments(string sql)
    {
        while (true)
        {
            var line = sql.IndexOf("--", StringComparison.Ordinal);
            var block = sql.IndexOf("/*", StringComparison.Ordinal);
            if (line < 0 && block < 0)
                return sql;
            var (start, end, mark) = block < 0 || (line >= 0 && line < block) ? (line, "\n", 1) : (block, "*/", 2);
            var stop = sql.IndexOf(end, start + 2, StringComparison.Ordinal);
            sql = stop < 0 ? sql[..start] : sql.Remove(start, stop + mark - start);
        }
    }
}
