using CortexSharp.Local.Cortex.Access;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>What a statement knows of the request that sent it.</summary>
/// <param name="Database">The database in which unqualified names are looked up.</param>
/// <param name="Schema">The schema in which unqualified names are looked up.</param>
/// <param name="Warehouse">The warehouse, when one was named.</param>
/// <param name="Region">The account's region.</param>
/// <param name="Access">What the role may do.</param>
internal sealed record SessionContext(string Database, string Schema, string? Warehouse, string Region, AccessGuard Access)
{
    /// <summary>The role.</summary>
    public string Role => Access.Role;
}
