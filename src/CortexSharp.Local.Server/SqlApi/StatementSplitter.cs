using CortexSharp.Sql;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Takes a text of several statements apart.</summary>
internal static class StatementSplitter
{
    /// <summary>The statements, without the semicolons between them; what has no token but comments is none.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Split(string text)
    {
        var statements = new List<string>();
        var lexer = new SqlLexer(text);
        var (start, isEmpty) = (0, true);
        while (lexer.TryReadSignificant(out var token))
        {
            if (token.Length != 1 || text[token.Start] != ';')
            {
                isEmpty = false;
                continue;
            }

            Add(token.Start);
            (start, isEmpty) = (token.End, true);
        }

        Add(text.Length);
        return statements;

        void Add(int end)
        {
            if (!isEmpty)
                statements.Add(text[start..end]);
        }
    }
}
