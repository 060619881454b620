using CortexSharp.Sql;

namespace CortexSharp.BaseModels;

/// <summary>What roles may do, by themselves, by the roles granted to them, and as everybody.</summary>
internal sealed class RoleGrants
{
    private const string Everybody = "PUBLIC";

    private readonly HashSet<(string Privilege, string Kind, string Name)> _grants = [];

    /// <summary>Reads the grants of roles and of the roles that they inherit.</summary>
    public static async Task<RoleGrants> ReadAsync(
        ISqlExecutor executor, IReadOnlyList<string> roles, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        var grants = new RoleGrants();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>([.. roles, Everybody]);
        while (pending.TryDequeue(out var next))
        {
            if (!seen.Add(next))
                continue;
            var shown = await ShownRows.ReadAsync(
                executor, SqlStatement.Create($"SHOW GRANTS TO ROLE {new SqlIdentifier(next)}"), options, cancellationToken).ConfigureAwait(false);
            foreach (var row in shown.Rows)
            {
                if (shown.Text(row, "privilege") is not { } privilege || shown.Text(row, "granted_on") is not { } kind
                    || shown.Text(row, "name") is not { } name)
                {
                    continue;
                }

                var exact = Exact(name);
                grants._grants.Add((privilege, kind.Replace(' ', '_'), exact.ToString()));
                if (kind == "ROLE" && privilege == "USAGE")
                    pending.Enqueue(exact.Name);
            }
        }

        return grants;
    }

    /// <summary>Whether one of the privileges is there on an object of a kind.</summary>
    public bool Has(string kind, SqlIdentifier name, params ReadOnlySpan<string> privileges)
    {
        foreach (var privilege in privileges)
        {
            if (_grants.Contains((privilege, kind, name.ToString())))
                return true;
        }

        return false;
    }

    /// <summary>Whether the privilege is there on the account, whatever its name.</summary>
    public bool HasOnAccount(string privilege) => _grants.Any(g => g.Kind == "ACCOUNT" && g.Privilege == privilege);

    /// <summary>Whether it is a member of one of the database roles.</summary>
    public bool IsMember(params ReadOnlySpan<string> databaseRoles)
    {
        foreach (var role in databaseRoles)
        {
            if (Has("DATABASE_ROLE", new("SNOWFLAKE", role), "USAGE"))
                return true;
        }

        return false;
    }

    /// <summary>A name as SHOW prints it: parts that need quotes have them, but a role's name may come bare.</summary>
    private static SqlIdentifier Exact(string name)
    {
        try
        {
            return SqlIdentifier.Parse(name);
        }
        catch (ArgumentException)
        {
            return new SqlIdentifier(name);
        }
    }
}
