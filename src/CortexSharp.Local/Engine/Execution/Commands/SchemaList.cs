using CortexSharp.Local.Engine.Catalog;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>The schemas and databases that there are: those created, those in which something lies, and the request's own.</summary>
internal static class SchemaList
{
    /// <summary>All schemas, and the databases as schemas without a name, in Snowflake's order.</summary>
    public static IReadOnlyList<SchemaInfo> Of(CatalogStore catalog, StatementRun run)
    {
        var all = catalog.Schemas.List().ToDictionary(s => (s.Database, s.Schema));
        Imply(run.Session.Database, run.Session.Schema, run.Now);
        foreach (var found in catalog.Tables.List().Concat<CatalogObject>(catalog.Views.List()).Concat(catalog.Functions.List())
            .OrderBy(o => o.CreatedOn))
        {
            Imply(found.Database, found.Schema, found.CreatedOn);
        }

        return [.. all.Values
            .Where(s => !s.IsDropped && all.GetValueOrDefault((s.Database, null)) is not { IsDropped: true })
            .OrderBy(s => s.Database, StringComparer.Ordinal).ThenBy(s => s.Schema, StringComparer.Ordinal)];

        void Imply(string database, string schema, long since)
        {
            all.TryAdd((database, null), new(database, null, since, null, IsDropped: false));
            all.TryAdd((database, schema), new(database, schema, since, null, IsDropped: false));
        }
    }
}
