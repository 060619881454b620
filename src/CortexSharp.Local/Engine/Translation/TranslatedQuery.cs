using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A query in SQLite's words.</summary>
/// <param name="Sql">The text, giving columns c1, c2, ….</param>
/// <param name="Columns">What they are.</param>
internal sealed record TranslatedQuery(string Sql, ImmutableArray<OutputColumn> Columns);
