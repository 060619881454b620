namespace CortexSharp.Local.Engine.Syntax;

/// <summary>One item of <c>ORDER BY</c>.</summary>
/// <param name="Value">What to order by.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="NullsFirst">Where nulls go; for Snowflake they are the greatest values unless it is said.</param>
internal sealed record OrderItem(Expr Value, bool Descending, bool NullsFirst);
