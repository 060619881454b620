using CortexSharp.Local.Cortex.Usage;

namespace CortexSharp.Local.Cortex;

/// <summary>What a running statement tells the functions it calls.</summary>
/// <param name="QueryId">The statement's id.</param>
/// <param name="Database">The database in which unqualified names are looked up.</param>
/// <param name="Schema">The schema in which unqualified names are looked up.</param>
/// <param name="QueryTag">The request's query tag.</param>
internal sealed record CallContext(string QueryId, string Database, string Schema, string? QueryTag)
{
    /// <summary>The role that may do everything, and the one that statements run as which name none.</summary>
    public const string Administrator = "ACCOUNTADMIN";

    /// <summary>The role it runs as, in exact case.</summary>
    public string Role { get; init; } = Administrator;

    /// <summary>The warehouse it runs on, when one was named.</summary>
    public string? Warehouse { get; init; }

    /// <summary>Counts what it uses up.</summary>
    public UsageMeter Usage { get; init; } = new(TimeProvider.System);
}
