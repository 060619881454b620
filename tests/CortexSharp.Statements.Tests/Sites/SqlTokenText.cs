using System.Data;
using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Sites;

/// <summary>One token of a statement, without white space and comments.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">How it is written.</param>
/// <param name="Bind">What is bound, where it is a placeholder.</param>
internal readonly record struct SqlTokenText(SqlTokenKind Kind, string Text, DbType? Bind)
{
    public int Opens => Kind is not SqlTokenKind.Operator ? 0 : Text switch { "(" or "{" or "[" => 1, ")" or "}" or "]" => -1, _ => 0 };

    public static List<SqlTokenText> Of(string sql, IReadOnlyList<SqlBind>? binds = null)
    {
        var tokens = new List<SqlTokenText>();
        var lexer = new SqlLexer(sql);
        var placeholders = 0;
        while (lexer.TryReadSignificant(out var token))
        {
            DbType? bind = token.Kind is SqlTokenKind.Placeholder ? binds?[placeholders++].Type : null;
            tokens.Add(new(token.Kind, sql.Substring(token.Start, token.Length), bind));
        }

        return tokens;
    }
}
