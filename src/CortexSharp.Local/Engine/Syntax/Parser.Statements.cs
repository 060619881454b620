using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements that change or show something.</content>
internal sealed partial class Parser
{
    private Statement ParseStatement()
    {
        var position = _tokens.Position;
        if (_tokens.IsWord("SELECT") || _tokens.IsWord("WITH") || _tokens.IsWord("VALUES") || _tokens.IsOperator("("))
            return new Statement.Select(position, ParseQuery());
        if (_tokens.Accept("INSERT"))
            return ParseInsert(position);
        if (_tokens.Accept("UPDATE"))
            return ParseUpdate(position);
        if (_tokens.Accept("DELETE"))
            return ParseDelete(position);
        if (_tokens.Accept("MERGE"))
            return ParseMerge(position);
        if (_tokens.Accept("TRUNCATE"))
        {
            _tokens.Accept("TABLE");
            var ifExists = _tokens.Accept("IF", "EXISTS");
            return new Statement.Truncate(position, ParseObjectName(), ifExists);
        }

        if (_tokens.Accept("CREATE"))
            return ParseCreate(position);
        if (_tokens.Accept("DROP"))
            return ParseDrop(position);
        if (_tokens.Accept("ALTER"))
            return ParseAlter(position);
        if (_tokens.Accept("SHOW"))
            return ParseShow(position);
        if (_tokens.Accept("DESCRIBE") || _tokens.Accept("DESC"))
        {
            if (!_tokens.Accept("TABLE"))
                throw Unsupported("DESCRIBE " + _tokens.Span().ToString().ToUpperInvariant());
            return new Statement.DescribeTable(position, ParseObjectName());
        }

        if (_tokens.Kind is Sql.SqlTokenKind.Word && KnownElsewhere.Contains(_tokens.Span().ToString().ToUpperInvariant()))
            throw Unsupported(_tokens.Span().ToString().ToUpperInvariant());
        throw _tokens.Unexpected();
    }

    /// <summary>Statements that Snowflake has and this engine has not, to tell them from typing errors.</summary>
    private static readonly ImmutableHashSet<string> KnownElsewhere =
        ["BEGIN", "CALL", "COMMENT", "COMMIT", "COPY", "DECLARE", "EXECUTE", "EXPLAIN", "GET", "GRANT", "LIST", "LS", "PUT", "REMOVE", "REVOKE", "RM", "ROLLBACK", "SET", "START", "UNDROP", "UNSET", "USE"];

    private ObjectName ParseObjectName()
    {
        var position = _tokens.Position;
        if (_tokens.IsWord("IDENTIFIER") && _tokens.IsOperator("(", 1))
            throw Unsupported("IDENTIFIER(…)");
        return new(position, NameParts(3));
    }

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

    private Statement ParseDrop(int position)
    {
        var model = _tokens.Accept("MODEL");
        if (!model && !_tokens.Accept("TABLE"))
            throw Unsupported("DROP " + _tokens.Span().ToString().ToUpperInvariant());
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var name = ParseObjectName();
        if (!model)
            _ = _tokens.Accept("CASCADE") || _tokens.Accept("RESTRICT");
        return model ? new Statement.DropModel(position, name, ifExists) : new Statement.DropTable(position, name, ifExists);
    }

    private Statement ParseAlter(int position)
    {
        if (!_tokens.Accept("TABLE"))
            throw Unsupported("ALTER " + _tokens.Span().ToString().ToUpperInvariant());
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var table = ParseObjectName();
        if (_tokens.Accept("RENAME", "TO"))
            return new Statement.RenameTable(position, table, ParseObjectName(), ifExists);
        if (!_tokens.Accept("ADD"))
            throw Unsupported("ALTER TABLE … " + _tokens.Span().ToString().ToUpperInvariant());
        _tokens.Accept("COLUMN");
        var ifNotExists = _tokens.Accept("IF", "NOT", "EXISTS");
        return new Statement.AddColumn(position, table, ParseColumn(), ifNotExists);
    }

    private Statement.Show ParseShow(int position)
    {
        _tokens.Accept("TERSE");
        if (!_tokens.IsWord("TABLES") && !_tokens.IsWord("MODELS"))
            throw Unsupported("SHOW " + _tokens.Span().ToString().ToUpperInvariant());
        var kind = _tokens.Take().ToUpperInvariant();
        var pattern = _tokens.Accept("LIKE") ? _tokens.StringLiteral() : null;
        if (!_tokens.Accept("IN"))
            return new Statement.Show(position, kind, pattern, [], null);
        if (_tokens.Accept("ACCOUNT"))
            return new Statement.Show(position, kind, pattern, [], "ACCOUNT");
        var scope = _tokens.Accept("DATABASE") ? "DATABASE" : "SCHEMA";
        if (scope == "SCHEMA")
            _tokens.Accept("SCHEMA");
        return new Statement.Show(position, kind, pattern, _tokens.IsName() ? NameParts(2) : [], scope);
    }
}
