using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A statement as written.</summary>
internal abstract partial record Statement(int Position)
{
    /// <summary>Whether it reads only, so that it needs no writer's turn. Queries and changes have plans of their own.</summary>
    public virtual bool IsReading => false;

    public sealed record Select(int Position, Query Query) : Statement(Position);

    public sealed record Insert(int Position, ObjectName Table, ImmutableArray<string> Columns, Query Source, bool Overwrite) : Statement(Position);

    public sealed record Update(int Position, ObjectName Table, string? Alias, ImmutableArray<Assignment> Assignments, TableSource? From, Expr? Where)
        : Statement(Position);

    public sealed record Delete(int Position, ObjectName Table, string? Alias, TableSource? Using, Expr? Where) : Statement(Position);

    public sealed record Merge(int Position, ObjectName Table, string? Alias, TableSource Source, Expr On, ImmutableArray<MergeClause> Clauses)
        : Statement(Position);

    public sealed record Truncate(int Position, ObjectName Table, bool IfExists) : Statement(Position);
}
