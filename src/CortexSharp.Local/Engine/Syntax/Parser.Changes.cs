using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements that change rows.</content>
internal sealed partial class Parser
{
    private Statement.Insert ParseInsert(int position)
    {
        var overwrite = _tokens.Accept("OVERWRITE");
        _tokens.Expect("INTO");
        _tokens.Accept("TABLE");
        var table = ParseObjectName();
        ImmutableArray<string> columns = [];
        if (_tokens.IsOperator("(") && !_tokens.IsWord("SELECT", 1) && !_tokens.IsWord("WITH", 1))
            columns = Parenthesized(() => _tokens.Name());
        return new Statement.Insert(position, table, columns, ParseQuery(), overwrite);
    }

    private Statement.Truncate ParseTruncate(int position)
    {
        _tokens.Accept("TABLE");
        var ifExists = _tokens.Accept("IF", "EXISTS");
        return new Statement.Truncate(position, ParseObjectName(), ifExists);
    }

    private string? ParseTargetAlias() => _tokens.IsWord("SET") || _tokens.IsWord("USING") ? null : ParseAlias();

    private Statement.Update ParseUpdate(int position)
    {
        var table = ParseObjectName();
        var alias = ParseTargetAlias();
        _tokens.Expect("SET");
        var assignments = List(ParseAssignment);
        var from = _tokens.Accept("FROM") ? ParseFrom() : null;
        return new Statement.Update(position, table, alias, assignments, from, _tokens.Accept("WHERE") ? ParseExpr() : null);
    }

    /// <summary>One assignment; the column may carry the table's name or alias, which says nothing more.</summary>
    private Assignment ParseAssignment()
    {
        var position = _tokens.Position;
        var name = NameParts(4);
        _tokens.ExpectOperator("=");
        return new(position, name[^1], ParseExpr());
    }

    private Statement.Delete ParseDelete(int position)
    {
        _tokens.Expect("FROM");
        var table = ParseObjectName();
        var alias = ParseTargetAlias();
        var source = _tokens.Accept("USING") ? ParseFrom() : null;
        return new Statement.Delete(position, table, alias, source, _tokens.Accept("WHERE") ? ParseExpr() : null);
    }

    private Statement.Merge ParseMerge(int position)
    {
        _tokens.Expect("INTO");
        var table = ParseObjectName();
        var alias = ParseTargetAlias();
        _tokens.Expect("USING");
        var source = ParseSource();
        _tokens.Expect("ON");
        var on = ParseExpr();
        var clauses = ImmutableArray.CreateBuilder<MergeClause>();
        while (_tokens.IsWord("WHEN"))
            clauses.Add(ParseMergeClause());
        if (clauses.Count == 0)
            throw _tokens.Unexpected();
        return new Statement.Merge(position, table, alias, source, on, clauses.ToImmutable());
    }

    private MergeClause ParseMergeClause()
    {
        var position = _tokens.Position;
        _tokens.Expect("WHEN");
        var matched = !_tokens.Accept("NOT");
        _tokens.Expect("MATCHED");
        var condition = _tokens.Accept("AND") ? ParseExpr() : null;
        _tokens.Expect("THEN");
        if (matched && _tokens.Accept("DELETE"))
            return new(position, true, condition, "DELETE", [], [], []);
        if (matched)
        {
            _tokens.Expect("UPDATE");
            _tokens.Expect("SET");
            return new(position, true, condition, "UPDATE", List(ParseAssignment), [], []);
        }

        _tokens.Expect("INSERT");
        var columns = _tokens.IsOperator("(") ? Parenthesized(() => NameParts(4)[^1]) : [];
        _tokens.Expect("VALUES");
        return new(position, false, condition, "INSERT", [], columns, Parenthesized(ParseExpr));
    }
}
