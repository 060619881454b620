using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A statement on what an account holds beside tables: models and parameters.</summary>
internal abstract record AccountStatement(int Position) : Statement(Position)
{
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
    public sealed record TagModel(int Position, ObjectName Model, bool IfExists, ImmutableArray<(ObjectName Tag, string? Value)> Tags) : AccountStatement(Position);

    /// <summary><c>ALTER ACCOUNT SET</c>, and <c>UNSET</c> where values are null.</summary>
    public sealed record SetParameters(int Position, ImmutableArray<(int Position, string Name, string? Value)> Parameters) : AccountStatement(Position);

    public sealed record ShowParameters(int Position, string? Pattern) : AccountStatement(Position);
}
