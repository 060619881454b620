using System.Collections.Immutable;
using System.Globalization;
using CortexSharp.Local.Engine.Execution;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex.Access;

/// <summary>Roles and what is granted to them.</summary>
/// <param name="tables">Where they are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class AccessControl(CortexTables tables, TimeProvider time)
{
    public const string Public = "PUBLIC";
    public const string SecurityAdmin = "SECURITYADMIN";

    // Objects of a kind that are yet to come, in a schema.
    private const string Future = "FUTURE ";

    // A role has what is granted to it, to the roles granted to it, and to PUBLIC.
    private const string Inherited = """
        WITH RECURSIVE inherited(name) AS (
            SELECT $role UNION SELECT 'PUBLIC'
            UNION SELECT g.name FROM "_cortexsharp_grants" g JOIN inherited ON g.grantee = inherited.name AND g.kind = 'ROLE'
              AND g.privilege = 'USAGE')
        """;

    private static readonly ImmutableArray<string> SystemRoles =
    [
        CallContext.Administrator, "ORGADMIN", Public, SecurityAdmin, "SYSADMIN", "USERADMIN",
    ];

    /// <summary>What a role may do.</summary>
    /// <param name="role">The role in exact case.</param>
    /// <exception cref="LocalSqlException">There is no such role.</exception>
    public AccessGuard For(string role)
    {
        if (role == CallContext.Administrator)
            return new(this, role, IsAdministrator: true, 0);
        var (exists, isAdministrator, version) = tables.Read(Inherited + """
             SELECT EXISTS (SELECT 1 FROM "_cortexsharp_roles" WHERE name = $role), EXISTS (SELECT 1 FROM inherited WHERE name = 'ACCOUNTADMIN'),
                (SELECT version FROM "_cortexsharp_access_version")
            """, static row => (row.GetBoolean(0), row.GetBoolean(1), row.GetInt64(2)), ("$role", role))[0];
        return exists || SystemRoles.Contains(role) ? new(this, role, isAdministrator, version) : throw AccessErrors.RoleMissing(role);
    }

    /// <summary>Whether a role has one of some privileges, itself or by what it inherits.</summary>
    /// <param name="role">The role.</param>
    /// <param name="target">On what.</param>
    /// <param name="privileges">The privileges; none for any at all.</param>
    public bool Has(string role, Securable target, params ReadOnlySpan<string> privileges)
    {
        var any = privileges.IsEmpty ? "" : $" AND g.privilege IN ({string.Join(", ", Enumerable.Range(0, privileges.Length).Select(Parameter))})";
        (string, object?)[] parameters =
        [
            ("$role", role), ("$kind", target.Kind), ("$name", target.Key), .. privileges.ToArray().Select((p, i) => (Parameter(i), (object?)p)),
        ];
        return tables.Read(
            $"""
            {Inherited} SELECT 1 FROM "_cortexsharp_grants" g JOIN inherited ON g.grantee = inherited.name
            WHERE g.kind = $kind AND g.name = $name{any} LIMIT 1
            """,
            static _ => true, parameters).Count > 0;
    }

    /// <summary>All roles, ordered by name.</summary>
    public IReadOnlyList<RoleInfo> Roles() =>
    [
        .. tables.Read("""SELECT name, owner, comment, created_on FROM "_cortexsharp_roles" """, static row => new RoleInfo(
            row.GetString(0), row.GetString(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))))
            .Concat(SystemRoles.Select(name => new RoleInfo(name, "", "", DateTimeOffset.UnixEpoch))).OrderBy(r => r.Name, StringComparer.Ordinal),
    ];

    public bool RoleExists(string role) => SystemRoles.Contains(role) || Roles().Any(r => r.Name == role);

    public void CreateRole(string name, string owner, string comment) => Change(
        """INSERT INTO "_cortexsharp_roles" VALUES ($name, $owner, $comment, $now)""",
        ("$name", name), ("$owner", owner), ("$comment", comment), ("$now", time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>Drops a role with everything that was granted to it, and it to others.</summary>
    public void DropRole(string name) => Change("""
        DELETE FROM "_cortexsharp_grants" WHERE grantee = $name OR (kind = 'ROLE' AND name = $name);
        DELETE FROM "_cortexsharp_roles" WHERE name = $name
        """, ("$name", name));

    /// <summary>Grants privileges; those that are granted already stay as they are.</summary>
    public void Grant(string role, IEnumerable<string> privileges, Securable target, string grantedBy)
    {
        foreach (var privilege in privileges)
        {
            // An object has one owner.
            var former = privilege == Privilege.Ownership
                ? """DELETE FROM "_cortexsharp_grants" WHERE privilege = 'OWNERSHIP' AND kind = $kind AND name = $name;"""
                : "";
            Change($"""
                {former}
                INSERT OR IGNORE INTO "_cortexsharp_grants" VALUES ($role, $privilege, $kind, $name, $by, $now)
                """, ("$role", role), ("$privilege", privilege), ("$kind", target.Kind), ("$name", target.Key), ("$by", grantedBy),
                ("$now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    public void Revoke(string role, IEnumerable<string> privileges, Securable target)
    {
        foreach (var privilege in privileges)
        {
            Change("""DELETE FROM "_cortexsharp_grants" WHERE grantee = $role AND privilege = $privilege AND kind = $kind AND name = $name""",
                ("$role", role), ("$privilege", privilege), ("$kind", target.Kind), ("$name", target.Key));
        }
    }

    /// <summary>The target of grants on objects that are yet to come.</summary>
    /// <param name="kind">The kind of the objects.</param>
    /// <param name="schema">The schema in which they will lie.</param>
    public static Securable FutureIn(string kind, Securable schema) => schema with { Kind = Future + kind };

    public IReadOnlyList<Grant> GrantsTo(string role) => Read("grantee = $role", ("$role", role));

    public IReadOnlyList<Grant> GrantsOn(Securable target) => Read("kind = $kind AND name = $name", ("$kind", target.Kind), ("$name", target.Key));

    /// <summary>Gives an object that was just created to its role, and to others what was granted on objects to come.</summary>
    /// <param name="connection">The connection, inside the transaction that created it.</param>
    /// <param name="target">The object.</param>
    /// <param name="role">The role that created it.</param>
    /// <param name="now">The time in milliseconds since 1970.</param>
    public static void Created(SqliteConnection connection, Securable target, string role, long now)
    {
        Forget(connection, target);
        connection.Run("""
            INSERT OR IGNORE INTO "_cortexsharp_grants"
            SELECT $role, 'OWNERSHIP', $kind, $name, $role, $now
            UNION ALL SELECT grantee, privilege, $kind, $name, granted_by, $now FROM "_cortexsharp_grants" WHERE kind = $future AND name = $schema
            """, ("$role", role), ("$kind", target.Kind), ("$name", target.Key), ("$now", now), ("$future", Future + target.Kind),
            ("$schema", target.Container?.Key));
    }

    /// <summary>Takes back all grants on an object that is gone.</summary>
    public static void Forget(SqliteConnection connection, Securable target) =>
        connection.Run("""DELETE FROM "_cortexsharp_grants" WHERE kind = $kind AND name = $name""", ("$kind", target.Kind), ("$name", target.Key));

    /// <summary>Lets all grants on an object go with it to its new name.</summary>
    public static void Renamed(SqliteConnection connection, Securable target, Securable to) => connection.Run(
        """UPDATE OR REPLACE "_cortexsharp_grants" SET name = $to WHERE kind = $kind AND name = $name""",
        ("$kind", target.Kind), ("$name", target.Key), ("$to", to.Key));

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"$p{index}");

    // The version is part of what translations are kept by, so that none outlives the grants it was allowed by.
    private void Change(string sql, params (string Name, object? Value)[] parameters) =>
        tables.Change($"{sql}; UPDATE \"_cortexsharp_access_version\" SET version = version + 1", parameters);

    private List<Grant> Read(string condition, params (string Name, object? Value)[] parameters) => tables.Read(
        $"""
        SELECT grantee, privilege, kind, name, granted_by, created_on FROM "_cortexsharp_grants" WHERE {condition} ORDER BY kind, name, privilege,
          grantee
        """,
        static row => new Grant(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))),
        parameters);
}
