namespace CortexSharp.Local.Engine.Syntax;

/// <summary><c>column = value</c> in <c>SET</c>.</summary>
internal sealed record Assignment(int Position, string Column, Expr Value);
