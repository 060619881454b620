using System.Collections.Immutable;
using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Fuzzing;

/// <summary>
/// Breaks valid statements a little: tokens left out, doubled, exchanged, taken from other statements, replaced by hard ones; characters thrown in.
/// </summary>
internal sealed class StatementMutator(Random random)
{
    private static readonly ImmutableArray<string> HardTokens =
    [
        "NULL", "''", "'x'", "0", "-1", "99999999999999999999999999999999999999", "9223372036854775807", "1e400", "1e-400", ".", "(", ")", ",", "*",
        "::", ":", "[", "]", "{", "}", "?", "$1", "$$ $$", "\"\"", "\"a\"\"b\"", "'\\u0000'", "'\\ud83d'", "::NUMBER(38,37)", "::VARCHAR(0)",
        "::TIME", "::BINARY", "OVER ()", "DISTINCT", "ALL", "WITH", "SELECT", "FROM", "t", "u", "id", "v", "INTERVAL '1 day'", "CURRENT_TIMESTAMP",
        "COUNT(*)", "RANDOM()", "LATERAL", "IDENTIFIER('t')", "=>", ";", "--", "/*", "//", "\u00df", "\u0130", "😀", "\0", "\ud800", "\u200b",
    ];

    /// <summary>A statement made from one of the corpus by one to four changes.</summary>
    public string Mutate()
    {
        var tokens = Tokens(Pick(StatementCorpus.Statements));
        for (var changes = random.Next(1, 5); changes > 0 && tokens.Count > 0; changes--)
            Change(tokens);
        var text = string.Concat(tokens);
        return random.Next(10) == 0 ? text.Insert(random.Next(text.Length + 1), Noise(random.Next(1, 4))) : text;
    }

    /// <summary>Random characters of the whole Unicode range, or mostly of SQL's.</summary>
    public string Noise(int length)
    {
        var text = new StringBuilder(length);
        var plain = random.Next(2) == 0;
        while (text.Length < length)
            text.Append(plain || random.Next(4) > 0 ? (char)random.Next(128) : (char)random.Next(0x10000));
        return text.ToString();
    }

    private void Change(List<string> tokens)
    {
        var at = random.Next(tokens.Count);
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveRange(at, Math.Min(random.Next(1, 4), tokens.Count - at));
                break;
            case 1:
                tokens.InsertRange(at, tokens.GetRange(at, Math.Min(random.Next(1, 6), tokens.Count - at)));
                break;
            case 2:
                var other = random.Next(tokens.Count);
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 3:
                var donor = Tokens(Pick(StatementCorpus.Statements));
                var from = random.Next(donor.Count);
                tokens.InsertRange(at, donor.GetRange(from, Math.Min(random.Next(1, 12), donor.Count - from)));
                break;
            case 4:
                tokens[at] = Pick(HardTokens);
                break;
            default:
                tokens.InsertRange(at, [" ", Pick(HardTokens), " "]);
                break;
        }
    }

    private T Pick<T>(ImmutableArray<T> items) => items[random.Next(items.Length)];

    /// <summary>The tokens, white space among them, so that they can be joined again.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var lexer = new SqlLexer(text);
        while (lexer.TryRead(out var token))
            tokens.Add(text.Substring(token.Start, token.Length));
        return tokens;
    }
}
