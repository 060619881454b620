using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>
/// Refuses what the SQL API does not run, or runs without the effect that its author wants, before it is sent (SQL API guide, "Limitations").
/// </summary>
internal static class StatementRules
{
    private const string NoSession = "each statement of the SQL API has a session of its own, so it would have no effect on the next one";

    public static void Check(string text)
    {
        var words = new List<string>(capacity: 5);
        var lexer = new SqlLexer(text);
        var hasEnded = false;
        while (lexer.TryReadSignificant(out var token))
        {
            var piece = text.AsSpan(token.Start, token.Length);
            if (piece is ";")
                hasEnded = true;
            else if (hasEnded)
                throw Refused("Several statements in one text", "send them one by one; a scripting block goes into EXECUTE IMMEDIATE $$ … $$");
            if (words.Count < words.Capacity)
                words.Add(piece.ToString().ToUpperInvariant());
            if (words.Count == 2)
                Check([.. words]);
        }

        Check([.. words]);
    }

    private static void Check(ReadOnlySpan<string> words)
    {
        switch (words)
        {
            case ["PUT" or "GET", ..]:
                throw Refused(words[0], "the SQL API moves no files; use a driver, or put the rows into a bound JSON text");
            case ["BEGIN" or "COMMIT" or "ROLLBACK" or "USE" or "SET" or "UNSET", ..]:
                throw Refused(words[0], NoSession);
            case ["START", "TRANSACTION", ..] or ["ALTER", "SESSION", ..]:
                throw Refused($"{words[0]} {words[1]}", NoSession);
            case ["CREATE", "OR", "REPLACE", .. var rest] when IsTemporary(rest):
            case ["CREATE", .. var tail] when IsTemporary(tail):
                throw Refused("A temporary object", NoSession);
        }
    }

    private static bool IsTemporary(ReadOnlySpan<string> words) =>
        words is ["TEMP" or "TEMPORARY" or "VOLATILE", ..] or ["LOCAL" or "GLOBAL", "TEMP" or "TEMPORARY", ..];

    private static CortexException Refused(string what, string why) => new(CortexErrorKind.NotSupported, $"{what} cannot be run over REST: {why}.");
}
