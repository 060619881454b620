namespace CortexSharp.Local.Engine.Syntax;

/// <summary>One end of a window's frame.</summary>
/// <param name="Direction"><c>PRECEDING</c> or <c>FOLLOWING</c>; null for <c>CURRENT ROW</c>.</param>
/// <param name="Distance">How far, as digits; null for <c>UNBOUNDED</c>, and for the current row.</param>
internal readonly record struct FrameBound(string? Direction, string? Distance);
