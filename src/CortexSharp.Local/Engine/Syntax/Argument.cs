namespace CortexSharp.Local.Engine.Syntax;

/// <summary>One argument of a call.</summary>
/// <param name="Name">The name before <c>=&gt;</c> in upper case; null for a positional argument.</param>
/// <param name="Value">The value.</param>
internal sealed record Argument(string? Name, Expr Value);
