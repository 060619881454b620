using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A statement as written.</summary>
internal abstract record Statement(int Position)
{
    public sealed record Select(int Position, Query Query) : Statement(Position);

    public sealed record Insert(int Position, ObjectName Table, ImmutableArray<string> Columns, Query Source, bool Overwrite) : Statement(Position);

    public sealed record Update(int Position, ObjectName Table, string? Alias, ImmutableArray<Assignment> Assignments, TableSource? From, Expr? Where) : Statement(Position);

    public sealed record Delete(int Position, ObjectName Table, string? Alias, TableSource? Using, Expr? Where) : Statement(Position);

    public sealed record Merge(int Position, ObjectName Table, string? Alias, TableSource Source, Expr On, ImmutableArray<MergeClause> Clauses) : Statement(Position);

    public sealed record Truncate(int Position, ObjectName Table, bool IfExists) : Statement(Position);

    public sealed record CreateTable(
        int Position, ObjectName Table, bool OrReplace, bool IfNotExists, ImmutableArray<ColumnDefinition> Columns, Query? Source, ObjectName? Like) : Statement(Position);

    public sealed record DropTable(int Position, ObjectName Table, bool IfExists) : Statement(Position);

    public sealed record RenameTable(int Position, ObjectName Table, ObjectName To, bool IfExists) : Statement(Position);

    public sealed record AddColumn(int Position, ObjectName Table, ColumnDefinition Column, bool IfNotExists) : Statement(Position);

    public sealed record DescribeTable(int Position, ObjectName Table) : Statement(Position);

    /// <summary><c>SHOW</c> for objects that lie in schemas.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Kind">The kind of objects, such as <c>TABLES</c> or <c>MODELS</c>.</param>
    /// <param name="Pattern">The pattern of <c>LIKE</c>, which ignores case.</param>
    /// <param name="Scope">The names after <c>IN</c>: a database, a schema with or without its database; null for the request's schema.</param>
    /// <param name="ScopeKind"><c>ACCOUNT</c>, <c>DATABASE</c> or <c>SCHEMA</c>.</param>
    public sealed record Show(int Position, string Kind, string? Pattern, ImmutableArray<string> Scope, string? ScopeKind) : Statement(Position);
}
