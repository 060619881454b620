namespace CortexSharp.Local.Engine.Syntax;

/// <summary>One item of a select list.</summary>
/// <param name="Value">The expression.</param>
/// <param name="Alias">The alias in exact case, when there is one.</param>
/// <param name="Text">The expression as written, which names the column when nothing else does.</param>
internal sealed record SelectItem(Expr Value, string? Alias, string Text);
