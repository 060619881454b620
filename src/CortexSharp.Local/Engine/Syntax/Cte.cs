using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A common table expression.</summary>
/// <param name="Position">Where its name stands.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Columns">The names given to its columns; empty for the query's own.</param>
/// <param name="Query">The query.</param>
internal sealed record Cte(int Position, string Name, ImmutableArray<string> Columns, Query Query);
