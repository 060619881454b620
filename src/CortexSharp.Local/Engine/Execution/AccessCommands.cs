using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Roles and grants (Snowflake's pages CREATE ROLE, DROP ROLE, GRANT, REVOKE, SHOW GRANTS, SHOW ROLES).</summary>
/// <param name="run">The statement.</param>
/// <param name="account">What grants are on, and the grants.</param>
internal sealed class AccessCommands(StatementRun run, Account account)
{
    private static readonly SqlColumn[] RoleColumns =
    [
        new("created_on", "TIMESTAMP_LTZ"), .. Texts("name", "is_default", "is_current", "is_inherited"),
        .. new[] { "assigned_to_users", "granted_to_roles", "granted_roles" }.Select(n => new SqlColumn(n, "FIXED")), .. Texts("owner", "comment"),
    ];

    private static readonly SqlColumn[] GrantColumns =
        [new("created_on", "TIMESTAMP_LTZ"), .. Texts("privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by")];

    private static readonly SqlColumn[] GrantOfColumns =
    [
        new("created_on", "TIMESTAMP_LTZ"), .. Texts("role", "granted_to", "grantee_name", "granted_by"),
    ];

    private readonly AccessControl _control = account.Access;
    private readonly AccessGuard _access = run.Session.Access;

    public ResultTable CreateRole(AccountStatement.CreateRole create)
    {
        if (_access.Role is not (AccessControl.SecurityAdmin or "USERADMIN") && !_access.Has(Securable.Account, "CREATE ROLE"))
            throw AccessErrors.Insufficient(Securable.Account);
        var shown = new SqlIdentifier(create.Role);
        if (_control.RoleExists(create.Role))
        {
            return create.IfNotExists
                ? ResultTable.Status($"{shown} already exists, statement succeeded.")
                : throw SqlErrors.ObjectExists(shown.ToString());
        }

        _control.CreateRole(create.Role, run.Session.Role, create.Comment);
        return ResultTable.Status($"Role {shown} successfully created.");
    }

    public ResultTable DropRole(AccountStatement.DropRole drop)
    {
        var shown = new SqlIdentifier(drop.Role);
        if (_control.Roles().FirstOrDefault(r => r.Name == drop.Role) is not { } role)
        {
            return drop.IfExists
                ? ResultTable.Status($"Drop statement executed successfully ({shown} already dropped).")
                : throw SqlErrors.ObjectMissing("Role", shown.ToString());
        }

        RequireManager(new(Securable.Role, shown), role.Owner);
        _control.DropRole(drop.Role);
        return ResultTable.Status($"{shown} successfully dropped.");
    }

    public ResultTable Grant(AccountStatement.Grant grant)
    {
        if (!_control.RoleExists(grant.Role))
            throw SqlErrors.ObjectMissing("Role", new SqlIdentifier(grant.Role).ToString());
        foreach (var target in Targets(grant))
        {
            RequireManager(target, owner: null);
            if (grant.IsRevoke)
                _control.Revoke(grant.Role, grant.Privileges, target);
            else
                _control.Grant(grant.Role, grant.Privileges, target, run.Session.Role);
            if (!grant.IsRevoke && target.Kind == "MODEL" && grant.Privileges.Contains(Privilege.Ownership))
                account.Models.SetOwner(target.Name, grant.Role);
        }

        return ResultTable.Status("Statement executed successfully.");
    }

    public ResultTable ShowRoles(AccountStatement.ShowRoles show) => new(RoleColumns,
        [.. _control.Roles()
            .Where(r => show.Pattern is null || LikeMatcher.IsMatch(r.Name, show.Pattern, null, ignoreCase: true))
            .Select(r => new object?[]
            {
                r.CreatedOn, r.Name, "N", r.Name == run.Session.Role ? "Y" : "N", "N", 0L,
                (long)_control.GrantsOn(new(Securable.Role, new(r.Name))).Count, (long)_control.GrantsTo(r.Name).Count(g => g.Kind == Securable.Role),
                r.Owner, r.Comment,
            })]);

    public ResultTable ShowGrants(AccountStatement.ShowGrants show)
    {
        if (show.OfRole is { } role)
        {
            return new(GrantOfColumns, [.. _control.GrantsOn(new(Securable.Role, new(role)))
                .Select(g => new object?[] { g.CreatedOn, role, Securable.Role, g.Grantee, g.GrantedBy })]);
        }

        var grants = show.On is { } on ? _control.GrantsOn(Target(on.Kind, on.Name)) : _control.GrantsTo(show.ToRole ?? run.Session.Role);
        return new(GrantColumns,
            [.. grants.Select(g => new object?[] { g.CreatedOn, g.Privilege, g.Kind, g.Name, Securable.Role, g.Grantee, "false", g.GrantedBy })]);
    }

    private IEnumerable<Securable> Targets(AccountStatement.Grant grant)
    {
        if (grant.Scope is null)
            return [Existing(Target(grant.Kind, grant.Name))];
        var schema = Target("SCHEMA", grant.Name);
        if (grant.Scope == "FUTURE")
            return [AccessControl.FutureIn(grant.Kind, schema)];
        return grant.Kind == "MODEL"
            ? account.Models.List().Where(m => (m.Database, m.Schema) == (schema.Name.Schema, schema.Name.Name))
                .Select(m => new Securable("MODEL", new(m.Database, m.Schema, m.Name)))
            : new CatalogStore(run.Connection).Tables.List().Where(t => (t.Database, t.Schema) == (schema.Name.Schema, schema.Name.Name))
                .Select(t => new Securable("TABLE", new(t.Database, t.Schema, t.Name)));
    }

    private Securable Target(string kind, ObjectName? name) => kind switch
    {
        "ACCOUNT" => Securable.Account,
        Securable.Role or Securable.DatabaseRole or Securable.ApplicationRole or "DATABASE" or "WAREHOUSE" => new(kind, new([.. name!.Value.Parts])),
        "SCHEMA" => new(kind, name!.Value.Parts is [var single] ? new(run.Session.Database, single) : new([.. name.Value.Parts])),
        _ => new(kind, name!.Value.Within(run.Session.Database, run.Session.Schema)),
    };

    /// <summary>The object, if it is there; databases and schemas need not be.</summary>
    private Securable Existing(Securable target)
    {
        var exists = target.Kind switch
        {
            "TABLE" or "VIEW" => new CatalogStore(run.Connection).Find(target.Name) is not null,
            "MODEL" => account.Models.Describe(target.Name) is not null,
            Securable.Role => _control.RoleExists(target.Name.Name),
            _ => true,
        };
        var what = target.Kind[..1] + target.Kind[1..].ToLowerInvariant();
        return exists ? target : throw SqlErrors.ObjectMissing(what, target.Name.ToString());
    }

    /// <summary>Grants are given by administrators, and by the object's owner.</summary>
    private void RequireManager(Securable target, string? owner)
    {
        if (_access.Role != AccessControl.SecurityAdmin && owner != _access.Role && !_access.Has(target)
            && !_access.Has(Securable.Account, "MANAGE GRANTS"))
        {
            throw AccessErrors.Insufficient(target);
        }
    }

    private static IEnumerable<SqlColumn> Texts(params string[] names) => names.Select(n => new SqlColumn(n, "TEXT"));
}
