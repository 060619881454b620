using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A column that a star stood for: known already, so that its name is not looked up again.</summary>
internal sealed record ResolvedColumn(int Position, SourceColumn Column) : Expr(Position);
