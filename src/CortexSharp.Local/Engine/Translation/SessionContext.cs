namespace CortexSharp.Local.Engine.Translation;

/// <summary>What a statement knows of the request that sent it.</summary>
/// <param name="Database">The database in which unqualified names are looked up.</param>
/// <param name="Schema">The schema in which unqualified names are looked up.</param>
/// <param name="Role">The role.</param>
/// <param name="Warehouse">The warehouse, when one was named.</param>
internal sealed record SessionContext(string Database, string Schema, string Role, string? Warehouse)
{
    /// <summary>The account's region.</summary>
    public string Region { get; init; } = "";
}
