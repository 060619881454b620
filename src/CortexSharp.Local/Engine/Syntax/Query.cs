using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A query with what surrounds its body: <c>WITH … body ORDER BY … LIMIT … OFFSET …</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Ctes">Its common table expressions.</param>
/// <param name="Body">The body.</param>
/// <param name="OrderBy">The order.</param>
/// <param name="Limit">How many rows at most.</param>
/// <param name="Offset">How many rows to pass over.</param>
internal sealed record Query(int Position, ImmutableArray<Cte> Ctes, QueryBody Body, ImmutableArray<OrderItem> OrderBy, Expr? Limit, Expr? Offset)
{
    /// <summary>Whether order, limit or common table expressions surround the body.</summary>
    public bool IsBare => Ctes.IsEmpty && OrderBy.IsEmpty && Limit is null && Offset is null;
}
