using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A common table expression that queries at hand may name.</summary>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Physical">Its name in SQLite.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Sql">Its definition; null while it is being translated, when only it itself can name it, and when it is a table.</param>
/// <param name="Reads">How many definitions SQLite copies where it is named: its own and those that it names, again and again.</param>
internal sealed record CteDefinition(string Name, string Physical, ImmutableArray<OutputColumn> Columns, string? Sql, long Reads);
