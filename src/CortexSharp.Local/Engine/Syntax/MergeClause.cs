using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>One <c>WHEN … THEN …</c> of a <c>MERGE</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Matched">Whether it is for rows that match.</param>
/// <param name="Condition">The further condition.</param>
/// <param name="Action"><c>UPDATE</c>, <c>DELETE</c> or <c>INSERT</c>.</param>
/// <param name="Assignments">What an update sets.</param>
/// <param name="Columns">What an insert fills; empty for all columns.</param>
/// <param name="Values">What an insert fills them with.</param>
internal sealed record MergeClause(
    int Position, bool Matched, Expr? Condition, string Action, ImmutableArray<Assignment> Assignments, ImmutableArray<string> Columns,
    ImmutableArray<Expr> Values);
