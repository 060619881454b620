using CortexSharp.Sql;

namespace CortexSharp.BaseModels;

/// <summary>Reads <c>SHOW CORTEX BASE MODELS</c>.</summary>
internal static class BaseModelList
{
    // Without IN SCHEMA the command finds nothing while another database is current (Snowflake's page SHOW CORTEX BASE MODELS, usage notes).
    private static readonly SqlStatement Show = SqlStatement.Create($"SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS");

    public static async Task<IReadOnlyList<BaseModel>> ReadAsync(
        ISqlExecutor executor, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        var shown = await ShownRows.ReadAsync(executor, Show, options, cancellationToken).ConfigureAwait(false);
        return [.. shown.Rows.Select(row => Read(shown, row)).OfType<BaseModel>().OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    // The objects' names are in upper case, the names that functions take in lower case.
    private static BaseModel? Read(ShownRows shown, SqlRow row) => shown.Text(row, "name") is { } name
        ? new BaseModel(name.ToLowerInvariant())
        {
            Lifecycle = shown.Text(row, "lifecycle_status") is { } status ? new BaseModelLifecycle(status) : null,
            // The page's older copies call the column so.
            Regions = shown.List(row, "in_region_availability") ?? shown.List(row, "available_regions"),
            CrossRegions = shown.List(row, "cross_region_availability"),
            LegacyDate = shown.Text(row, "legacy_date"),
            EndOfLifeDate = shown.Text(row, "eol_date"),
        }
        : null;
}
