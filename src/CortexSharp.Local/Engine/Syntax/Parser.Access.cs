using System.Collections.Immutable;
using CortexSharp.Local.Cortex.Access;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on roles and grants.</content>
internal sealed partial class Parser
{
    private AccountStatement.CreateRole ParseCreateRole(CreateHead head)
    {
        if (head.OrReplace)
            throw Refused("CREATE OR REPLACE ROLE", head.Position);
        var ifNotExists = _tokens.Accept("IF", "NOT", "EXISTS");
        var name = _tokens.Name();
        var comment = "";
        if (_tokens.Accept("COMMENT"))
        {
            _tokens.ExpectOperator("=");
            comment = _tokens.StringLiteral();
        }

        return new(head.Position, name, ifNotExists, comment);
    }

    private AccountStatement.DropRole ParseDropRole(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        return new(position, _tokens.Name(), ifExists);
    }

    private AccountStatement.ShowRoles ParseShowRoles(int position) => new(position, _tokens.Accept("LIKE") ? _tokens.StringLiteral() : null);

    private AccountStatement.ShowGrants ParseShowGrants(int position)
    {
        if (_tokens.Accept("ON"))
        {
            var (kind, name) = ParseSecurable();
            return new(position, (kind, name), null, null);
        }

        if (_tokens.Accept("OF", "ROLE"))
            return new(position, null, null, _tokens.Name());
        if (_tokens.Accept("TO", "ROLE"))
            return new(position, null, _tokens.Name(), null);
        return _tokens.AtEnd || _tokens.IsOperator(";")
            ? new(position, null, null, null)
            : throw Refused("SHOW GRANTS " + NextWord(), _tokens.Position);
    }

    /// <summary><c>GRANT … TO ROLE</c> and <c>REVOKE … FROM ROLE</c>.</summary>
    private AccountStatement.Grant ParseGrant(int position, bool isRevoke)
    {
        ImmutableArray<string> privileges = [Privilege.Usage];
        string? scope = null;
        (string Kind, ObjectName? Name) target;
        if (_tokens.Accept("ROLE"))
        {
            target = (Securable.Role, new ObjectName(_tokens.Position, [_tokens.Name()]));
        }
        else if (_tokens.Accept("DATABASE", "ROLE"))
        {
            target = (Securable.DatabaseRole, ParseObjectName());
        }
        else if (_tokens.Accept("APPLICATION", "ROLE"))
        {
            target = (Securable.ApplicationRole, ParseObjectName());
        }
        else
        {
            var start = _tokens.Position;
            privileges = List(ParsePrivilege);
            _tokens.Expect("ON");
            if (_tokens.IsWord("ALL") || _tokens.IsWord("FUTURE"))
                scope = _tokens.Take().ToUpperInvariant();
            target = scope is null ? ParseSecurable() : ParseSecurablesOfSchema();
            privileges = privileges is ["ALL"] ? [.. Privilege.All(target.Kind)] : privileges;
            if (privileges.FirstOrDefault(p => !Privilege.IsKnown(p, target.Kind)) is { } unknown)
                throw SqlErrors.Unsupported(_tokens.Text, start, $"privilege {unknown} on {target.Kind}");
        }

        _tokens.Expect(isRevoke ? "FROM" : "TO");
        if (_tokens.IsWord("USER") || _tokens.IsWord("SHARE") || _tokens.IsWord("DATABASE") || _tokens.IsWord("APPLICATION"))
            throw Refused((isRevoke ? "REVOKE … FROM " : "GRANT … TO ") + NextWord(), _tokens.Position);
        _tokens.Accept("ROLE");
        var role = _tokens.Name();
        // The owner's own grants are left as they are either way.
        _ = _tokens.Accept("COPY", "CURRENT", "GRANTS") || _tokens.Accept("REVOKE", "CURRENT", "GRANTS");
        if (_tokens.IsWord("WITH"))
            throw Refused("WITH GRANT OPTION", _tokens.Position);
        return new(position, isRevoke, privileges, target.Kind, target.Name, scope, role);
    }

    /// <summary>The words of one privilege, up to what it is on.</summary>
    private string ParsePrivilege()
    {
        var words = new List<string>();
        while (_tokens.Kind is Sql.SqlTokenKind.Word && !_tokens.IsWord("ON"))
            words.Add(_tokens.Take().ToUpperInvariant());
        return words switch
        {
            [] => throw _tokens.Unexpected(),
            ["ALL"] or ["ALL", "PRIVILEGES"] => "ALL",
            _ => string.Join(' ', words),
        };
    }

    private (string Kind, ObjectName? Name) ParseSecurable()
    {
        if (_tokens.Accept("ACCOUNT"))
            return ("ACCOUNT", null);
        var kind = NextWord();
        if (kind is not ("DATABASE" or "SCHEMA" or "TABLE" or "VIEW" or "MODEL" or "FUNCTION" or "WAREHOUSE" or "ROLE"))
            throw Refused("grants on " + kind, _tokens.Position);
        _tokens.Skip();
        var name = ParseObjectName();
        // A function is named with the types of its arguments.
        if (kind == "FUNCTION" && _tokens.AcceptOperator("("))
        {
            if (!_tokens.IsOperator(")"))
                List(ParseType);
            _tokens.ExpectOperator(")");
        }

        return (kind, name);
    }

    /// <summary><c>MODELS IN SCHEMA s</c> and its like.</summary>
    private (string Kind, ObjectName? Name) ParseSecurablesOfSchema()
    {
        var kind = NextWord();
        if (kind is not ("TABLES" or "VIEWS" or "MODELS"))
            throw Refused("grants on " + kind, _tokens.Position);
        _tokens.Skip();
        _tokens.Expect("IN");
        _tokens.Expect("SCHEMA");
        return (kind[..^1], ParseObjectName());
    }
}
