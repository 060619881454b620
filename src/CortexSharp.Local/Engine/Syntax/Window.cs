using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>What stands in <c>OVER (…)</c>.</summary>
/// <param name="PartitionBy">The partition's keys.</param>
/// <param name="OrderBy">The order inside a partition.</param>
/// <param name="Frame">The frame; null when not written.</param>
internal sealed record Window(ImmutableArray<Expr> PartitionBy, ImmutableArray<OrderItem> OrderBy, WindowFrame? Frame);
