using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Search;

/// <summary>A table of the offline Cortex that can be searched as Snowflake's Cortex Search services are.</summary>
/// <param name="Name">The service's full name, as <c>database.schema.service</c>.</param>
/// <param name="Source">The table or view, by its full name; its columns can be asked for and filtered by.</param>
/// <param name="Column">The column that is searched, in its exact case.</param>
public sealed record SearchService(SqlIdentifier Name, SqlIdentifier Source, string Column)
{
    /// <summary>The column whose value tells rows apart, for <c>@primarykey</c> filters; null: there is none.</summary>
    public string? KeyColumn { get; init; }
}
