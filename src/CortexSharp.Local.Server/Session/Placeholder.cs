using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>A place for a bound value in a text.</summary>
/// <param name="Name">The key of its value: its number for <c>?</c>, what follows the colon for <c>:1</c> and <c>:name</c>.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct Placeholder(string Name, int Start, int Length)
{
    /// <summary>The placeholders of a text in their order.</summary>
    public static IEnumerable<Placeholder> Find(string text)
    {
        var (found, number) = (new List<Placeholder>(), 0);
        var lexer = new SqlLexer(text);
        SqlToken before = default;
        while (lexer.TryRead(out var token))
        {
            if (token.Kind is SqlTokenKind.Placeholder)
            {
                found.Add(new((++number).ToString(CultureInfo.InvariantCulture), token.Start, token.Length));
            }
            else if (token.Kind is SqlTokenKind.Operator && text.AsSpan(token.Start, token.Length) is ":" && !IsOperand(before, text))
            {
                var colon = token;
                if (lexer.TryRead(out token) && token.Kind is SqlTokenKind.Word or SqlTokenKind.Number)
                    found.Add(new(text.Substring(token.Start, token.Length), colon.Start, token.End - colon.Start));
            }

            before = token;
        }

        return found;
    }

    // Behind a value without a blank, a colon takes a member out of it: doc:name.
    private static bool IsOperand(SqlToken token, string text) =>
        token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier or SqlTokenKind.Placeholder
        || (token.Kind is SqlTokenKind.Operator && text[token.Start] is ')' or ']');
}
