using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>What statements on several kinds of objects share, and those on schemas and databases.</content>
internal sealed partial class Parser
{
    private bool AcceptIfNotExists() => _tokens.Accept("IF", "NOT", "EXISTS");

    private Statement.Drop ParseDrop(int position, ObjectKind kind)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var name = ParseObjectName();
        _ = _tokens.Accept("CASCADE") || _tokens.Accept("RESTRICT");
        return new(position, kind, name, ifExists);
    }

    /// <summary><c>RENAME TO</c>, <c>SET COMMENT</c> or <c>UNSET COMMENT</c>; null for anything else.</summary>
    private Statement? ParseRenameOrComment(int position, ObjectKind kind, ObjectName name, bool ifExists)
    {
        if (_tokens.Accept("RENAME", "TO"))
            return new Statement.Rename(position, kind, name, ParseObjectName(), ifExists);
        if (_tokens.IsWord("SET") && _tokens.IsWord("COMMENT", 1))
        {
            _tokens.Skip();
            return new Statement.SetComment(position, kind, name, null, ParseComment(), ifExists);
        }

        return _tokens.Accept("UNSET", "COMMENT") ? new Statement.SetComment(position, kind, name, null, null, ifExists) : null;
    }

    private Statement.CreateSchema ParseCreateSchema(CreateHead head, ObjectKind kind)
    {
        var ifNotExists = AcceptIfNotExists();
        var name = ParseObjectName();
        if (_tokens.IsWord("CLONE"))
            throw Unsupported($"CREATE {kind.ToString().ToUpperInvariant()} … CLONE");
        return new(head.Position, kind, name, head.OrReplace, ifNotExists, ParseTableProperties());
    }

    private Statement ParseCommentOn(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        _tokens.Expect("ON");
        var statement = Choose("COMMENT ON", Comments, position);
        return statement switch
        {
            Statement.SetComment comment => comment with { IfExists = ifExists },
            AccountStatement.CommentModel comment => comment with { IfExists = ifExists },
            _ => statement,
        };
    }

    private Statement.SetComment ParseComment(int position, ObjectKind kind)
    {
        var name = ParseObjectName();
        _tokens.Expect("IS");
        return new(position, kind, name, null, _tokens.StringLiteral(), IfExists: false);
    }

    /// <summary><c>COMMENT ON COLUMN t.c IS …</c>: the last part is the column.</summary>
    private Statement.SetComment ParseColumnComment(int position)
    {
        var at = _tokens.Position;
        var parts = NameParts(4);
        if (parts.Length < 2)
            throw _tokens.Unexpected();
        _tokens.Expect("IS");
        return new(position, ObjectKind.Table, new(at, parts[..^1]), parts[^1], _tokens.StringLiteral(), IfExists: false);
    }

    private Statement ParseShow(int position)
    {
        _terse = _tokens.Accept("TERSE");
        return Choose("SHOW", Shows, position);
    }

    private Statement.Show ParseShowUserFunctions(int position)
    {
        _tokens.Expect("FUNCTIONS");
        return ParseShowObjects(position, "USER FUNCTIONS");
    }

    /// <summary>What follows <c>SHOW TABLES</c> and its like: <c>[LIKE 'pattern'] [IN …] [STARTS WITH 'prefix'] [LIMIT n]</c>.</summary>
    private Statement.Show ParseShowObjects(int position, string kind)
    {
        var pattern = _tokens.Accept("LIKE") ? _tokens.StringLiteral() : null;
        ImmutableArray<string> names = [];
        string? scope = null;
        if (_tokens.Accept("IN"))
        {
            scope = _tokens.Accept("ACCOUNT") ? "ACCOUNT" : _tokens.Accept("DATABASE") ? "DATABASE" : "SCHEMA";
            if (scope == "SCHEMA" && !_tokens.Accept("SCHEMA") && kind == "SCHEMAS")
                scope = "DATABASE";
            if (scope != "ACCOUNT" && _tokens.IsName() && !_tokens.IsWord("STARTS"))
                names = NameParts(2);
        }

        var prefix = _tokens.Accept("STARTS", "WITH") ? _tokens.StringLiteral() : null;
        return new(position, kind, pattern, names, scope, prefix, _tokens.Accept("LIMIT") ? Size() : null, _terse);
    }
}
