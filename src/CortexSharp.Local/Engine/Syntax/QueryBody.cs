using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>What a query is made of: a select, rows of values, a set operation, or another query in parentheses.</summary>
internal abstract record QueryBody(int Position)
{
    public sealed record Select(
        int Position,
        bool Distinct,
        ImmutableArray<SelectItem> Items,
        TableSource? From,
        Expr? Where,
        ImmutableArray<Expr> GroupBy,
        bool GroupByAll,
        Expr? Having,
        Expr? Qualify) : QueryBody(Position);

    public sealed record Values(int Position, ImmutableArray<ImmutableArray<Expr>> Rows) : QueryBody(Position);

    /// <summary><c>UNION</c>, <c>UNION ALL</c>, <c>INTERSECT</c> or <c>EXCEPT</c>.</summary>
    public sealed record SetOperation(int Position, string Operator, QueryBody Left, QueryBody Right) : QueryBody(Position);

    public sealed record Nested(int Position, Query Query) : QueryBody(Position);
}
