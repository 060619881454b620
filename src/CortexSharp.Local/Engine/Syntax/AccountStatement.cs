using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A statement on what an account holds beside tables: models, parameters, roles and grants.</summary>
internal abstract record AccountStatement(int Position) : Statement(Position)
{
    public override bool IsReading => this is ShowModels or ShowBaseModels or ShowVersions or ShowParameters or ShowRoles or ShowGrants;

    /// <summary><c>SHOW MODELS</c>.</summary>
    public sealed record ShowModels(int Position, Show Filter) : AccountStatement(Position);

    /// <summary><c>SHOW CORTEX BASE MODELS</c>.</summary>
    public sealed record ShowBaseModels(int Position, Show Filter, string? StartsWith, int? Limit) : AccountStatement(Position);

    /// <summary><c>SHOW VERSIONS IN MODEL</c>.</summary>
    public sealed record ShowVersions(int Position, ObjectName Model, string? Pattern) : AccountStatement(Position);

    public sealed record DropModel(int Position, ObjectName Model) : AccountStatement(Position);

    public sealed record RenameModel(int Position, ObjectName Model, ObjectName To) : AccountStatement(Position);

    /// <summary><c>ALTER MODEL … SET COMMENT</c> and <c>COMMENT ON MODEL</c>.</summary>
    public sealed record CommentModel(int Position, ObjectName Model, bool IfExists, string Comment) : AccountStatement(Position);

    /// <summary><c>ALTER MODEL … SET TAG</c>, and <c>UNSET TAG</c> where values are null.</summary>
    public sealed record TagModel(int Position, ObjectName Model, bool IfExists, ImmutableArray<(ObjectName Tag, string? Value)> Tags)
        : AccountStatement(Position);

    /// <summary><c>ALTER ACCOUNT SET</c>, and <c>UNSET</c> where values are null.</summary>
    public sealed record SetParameters(int Position, ImmutableArray<(int Position, string Name, string? Value)> Parameters)
        : AccountStatement(Position);

    public sealed record ShowParameters(int Position, string? Pattern) : AccountStatement(Position);

    public sealed record CreateRole(int Position, string Role, bool IfNotExists, string Comment) : AccountStatement(Position);

    public sealed record DropRole(int Position, string Role, bool IfExists) : AccountStatement(Position);

    public sealed record ShowRoles(int Position, string? Pattern) : AccountStatement(Position);

    /// <summary><c>GRANT</c> and <c>REVOKE</c>.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="IsRevoke">Whether it takes back.</param>
    /// <param name="Privileges">The privileges in upper case; <c>USAGE</c> where a role is granted.</param>
    /// <param name="Kind">What kind of object they are on.</param>
    /// <param name="Name">The object; null for the account; the schema where there is a scope.</param>
    /// <param name="Scope"><c>ALL</c> or <c>FUTURE</c> for the objects of a schema.</param>
    /// <param name="Role">The role that gets or loses them.</param>
    public sealed record Grant(
        int Position, bool IsRevoke, ImmutableArray<string> Privileges, string Kind, ObjectName? Name, string? Scope, string Role)
            : AccountStatement(Position);

    /// <summary><c>SHOW GRANTS</c>: on an object, to a role, or of a role; with none of them to the request's role.</summary>
    public sealed record ShowGrants(int Position, (string Kind, ObjectName? Name)? On, string? ToRole, string? OfRole) : AccountStatement(Position);
}
