using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>The number by which Snowflake's drivers know what kind of statement gave a result: whether a count is rows affected, for one.</summary>
internal static class StatementType
{
    /// <summary>A query, or what answers like one.</summary>
    public const int Select = 0x1000;

    private const int Insert = 0x3100;
    private const int Update = 0x3200;
    private const int Delete = 0x3300;
    private const int Merge = 0x3400;
    private const int AlterSession = 0x4100;
    private const int Use = 0x4300;
    private const int Show = 0x4400;
    private const int Describe = 0x4500;
    private const int Ddl = 0x6000;

    /// <summary>The number for a statement, by its first words.</summary>
    /// <param name="text">The statement.</param>
    public static int Of(string text)
    {
        var lexer = new SqlLexer(text);
        var first = NextWord(ref lexer, text);
        return first switch
        {
            "SELECT" or "WITH" or "VALUES" or "(" or "" => Select,
            "INSERT" => Insert,
            "UPDATE" => Update,
            "DELETE" => Delete,
            "MERGE" => Merge,
            "USE" => Use,
            "SHOW" => Show,
            "DESCRIBE" or "DESC" => Describe,
            "ALTER" when NextWord(ref lexer, text) == "SESSION" => AlterSession,
            _ => Ddl,
        };
    }

    private static string NextWord(ref SqlLexer lexer, string text) =>
        lexer.TryReadSignificant(out var token) ? text.Substring(token.Start, token.Length).ToUpperInvariant() : "";
}
