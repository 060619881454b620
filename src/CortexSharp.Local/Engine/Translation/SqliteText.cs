using System.Text;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>Values written into SQLite's SQL.</summary>
internal static class SqliteText
{
    /// <summary>A text literal. SQLite knows no escapes but the doubled quote, and stops reading at a NUL.</summary>
    public static string Literal(string value) => value.Contains('\0', StringComparison.Ordinal)
        ? $"CAST(x'{Convert.ToHexString(Encoding.UTF8.GetBytes(value))}' AS TEXT)"
        : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>Texts joined end to end, grouped so that many of them are no deep tree.</summary>
    public static string Concatenation(ReadOnlySpan<string> parts) => parts switch
    {
        [] => "''",
        [var single] => single,
        _ => $"({Concatenation(parts[..(parts.Length / 2)])} || {Concatenation(parts[(parts.Length / 2)..])})",
    };

    /// <summary>10 to a power, as a literal.</summary>
    public static string PowerOfTen(int power) => "1" + new string('0', power);
}
