using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Recording;

/// <summary>Breaks a statement into lines for reading, each clause of each query on its own.</summary>
/// <remarks>Only white space changes, and line ends in strings, which are written as escapes.</remarks>
internal static class SqlLayout
{
    /// <summary>A longer line goes on after a comma on the next one.</summary>
    private const int LineLength = 130;

    private static readonly HashSet<string> Clauses = new(StringComparer.Ordinal)
    {
        "SELECT", "FROM", "WHERE", "QUALIFY", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "LEFT", "JOIN", "USING", "ON", "WHEN", "VALUES", "SET",
    };

    public static void Append(StringBuilder text, string sql)
    {
        // Whether each open parenthesis holds a query; clauses of others, as of a window, stay on their line.
        var open = new Stack<bool>();
        var (previous, hasGap, queries, line) = ("", false, 0, text.Length);
        var lexer = new SqlLexer(sql);
        while (lexer.TryRead(out var token))
        {
            if (token.Kind is SqlTokenKind.WhiteSpace)
            {
                hasGap = true;
                continue;
            }

            var word = sql.Substring(token.Start, token.Length);
            if (hasGap && previous.Length > 0)
            {
                if (open.All(isQuery => isQuery) && Begins(word, previous, NextWord(lexer, sql)))
                    Break(2 * queries);
                else if (previous == "," && text.Length - line > LineLength)
                    Break((2 * queries) + 4);
                else
                    text.Append(' ');
            }

            if (word == ")" && open.TryPop(out var wasQuery) && wasQuery)
                queries--;
            text.Append(token.Kind is SqlTokenKind.String ? word.Replace("\t", "\\t").Replace("\r", "\\r").Replace("\n", "\\n") : word);
            (previous, hasGap) = (word, false);
            if (word == "(" && NextWord(lexer, sql) is var next)
            {
                open.Push(next == "SELECT");
                if (next == "SELECT")
                    Break(2 * ++queries);
            }
            else if (token.Kind is SqlTokenKind.Comment && !word.StartsWith("/*", StringComparison.Ordinal))
            {
                Break(2 * queries);
            }
        }

        void Break(int indent)
        {
            line = text.Append('\n').Length;
            text.Append(' ', indent);
            previous = "";
        }
    }

    /// <summary>Whether a word begins a clause; some are a part of one elsewhere.</summary>
    private static bool Begins(string word, string previous, string next) => Clauses.Contains(word) && (word, previous, next) is not
        (("LEFT", _, "(") or ("JOIN", "LEFT", _) or ("GROUP", "WITHIN", _) or ("FROM", "DELETE", _)
        or ("SET", "UPDATE" or "SESSION", _) or ("ON", "USAGE" or "GRANTS", _) or ("WHEN", _, not ("NOT" or "MATCHED")));

    private static string NextWord(SqlLexer lexer, string sql) =>
        lexer.TryReadSignificant(out var token) ? sql.Substring(token.Start, token.Length) : "";
}
