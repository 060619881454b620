namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A database or schema that some statement created or dropped.</summary>
/// <param name="Database">The database in exact case.</param>
/// <param name="Schema">The schema in exact case; null for the database itself.</param>
/// <param name="CreatedOn">When it was created, in nanoseconds since 1970.</param>
/// <param name="Comment">Its comment.</param>
/// <param name="IsDropped">Whether it was dropped: what was never created is taken to exist, what was dropped is not.</param>
internal sealed record SchemaInfo(string Database, string? Schema, long CreatedOn, string? Comment, bool IsDropped);
