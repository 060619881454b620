using System.Data;
using System.Reflection;
using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Sites;

/// <summary>One interpolated string of the sources that becomes SQL: its fixed tokens, and what kind of hole is between them.</summary>
/// <param name="Place">The method that it stands in.</param>
/// <param name="Text">It as it may stand in the source.</param>
internal sealed record SqlSite(string Place, string Text)
{
    private readonly List<object> _parts = [];

    /// <summary>Whether it has any text of its own; what has none only passes on the SQL of others.</summary>
    public bool HasText => _parts.Any(part => part is SqlTokenText);

    public SqlSite Literal(string text)
    {
        var site = new SqlSite(Place, Text + text);
        site._parts.AddRange(_parts);
        site._parts.AddRange(SqlTokenText.Of(text).Select(token => (object)token));
        return site;
    }

    public SqlSite Hole(Type type)
    {
        var site = new SqlSite(Place, $"{Text}{{{type.Name}}}");
        site._parts.AddRange(_parts);
        site._parts.Add(type);
        return site;
    }

    /// <summary>Whether a statement has a part that can have come from here: the same tokens, and between them what each hole becomes.</summary>
    public bool IsIn(List<SqlTokenText> statement)
    {
        var dead = new HashSet<(int, int)>();
        return Enumerable.Range(0, statement.Count).Any(start => Matches(0, start));

        bool Matches(int part, int at)
        {
            if (part == _parts.Count)
                return true;
            if (dead.Contains((part, at)))
                return false;
            var found = _parts[part] is SqlTokenText fixedToken
                ? at < statement.Count && statement[at].Text == fixedToken.Text && Matches(part + 1, at + 1)
                : EndsOf((Type)_parts[part], at).Any(end => Matches(part + 1, end));
            if (!found)
                dead.Add((part, at));
            return found;
        }

        IEnumerable<int> EndsOf(Type hole, int at)
        {
            if (hole == typeof(SqlIdentifier))
                return EndOfIdentifier(at) is { } end ? [end] : [];
            if (hole == typeof(SqlLiteral) || hole == typeof(SqlStatement) || hole == typeof(SqlText))
                return EndsOfBalanced(at, hole == typeof(SqlLiteral) ? 1 : 0);
            return at < statement.Count && statement[at].Bind is { } bind && (BindOf(hole) ?? bind) == bind ? [at + 1] : [];
        }

        int? EndOfIdentifier(int at)
        {
            int? end = null;
            for (; at < statement.Count && statement[at].Kind is SqlTokenKind.QuotedIdentifier; at += 2)
            {
                end = at + 1;
                if (end == statement.Count || statement[at + 1].Text != ".")
                    break;
            }

            return end;
        }

        IEnumerable<int> EndsOfBalanced(int at, int least)
        {
            var depth = 0;
            for (var end = at; end <= statement.Count && depth >= 0; end++)
            {
                if (depth == 0 && end - at >= least)
                    yield return end;
                depth += end < statement.Count ? statement[end].Opens : 0;
            }
        }
    }

    public override string ToString() => $"{Place}: {Text}";

    /// <summary>The type under which a value of a hole is bound; null for a <see cref="SqlBind"/>, which says it itself.</summary>
    private static DbType? BindOf(Type hole) => hole == typeof(SqlBind)
        ? null
        : ((SqlBind)typeof(SqlBind).GetMethod(nameof(SqlBind.Of), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(hole)
            .Invoke(null, [null])!).Type;
}
