namespace CortexSharp.Local.Engine.Runtime.Patterns;

/// <summary>The errors of regular expressions, in Snowflake's words.</summary>
internal static class RegexErrors
{
    public static LocalSqlException Invalid(string pattern, string problem) =>
        new(100048, "2201B", $"Invalid regular expression: '{pattern}', {problem}");

    public static LocalSqlException Parameter(string parameters) =>
        new(100050, "22023", $"Invalid parameters '{parameters}' of a regular expression function: they are of c, i, m, s and e");
}
