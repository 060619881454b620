namespace CortexSharp.Local.Server.Session;

/// <summary>Where the statements of a session look names up, and as whom and on what they run; each in exact case.</summary>
/// <param name="Database">The database.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Warehouse">The warehouse; null when none was named.</param>
/// <param name="Role">The role; null for the one that may do everything.</param>
internal sealed record SessionNames(string Database, string Schema, string? Warehouse, string? Role);
