namespace CortexSharp.Local.Engine.Translation;

/// <summary>A translated source of FROM.</summary>
/// <param name="Sql">The source.</param>
/// <param name="Condition">What must hold for its rows besides, for the join's or select's condition.</param>
internal readonly record struct FromSql(string Sql, string? Condition = null);
