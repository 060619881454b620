namespace CortexSharp.Local.Engine.Translation;

/// <summary>A column that an expression may name.</summary>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Sql">How SQLite reaches it.</param>
internal sealed record SourceColumn(string Name, TypedSql Sql);
