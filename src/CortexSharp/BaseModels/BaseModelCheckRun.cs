using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.BaseModels;

/// <summary>One check of a base model.</summary>
internal sealed class BaseModelCheckRun(ISqlExecutor executor, IReadOnlyCollection<TunableBaseModel> tunable, BaseModelCheckRequest request)
{
    private const string Administrator = "ACCOUNTADMIN";

    private readonly List<BaseModelFinding> _findings = [];
    private readonly SqlExecutionOptions _options = request.Execution ?? new();

    public async Task<BaseModelCheck> RunAsync(CancellationToken cancellationToken)
    {
        var (region, role) = await WhereAndWhoAsync(cancellationToken).ConfigureAwait(false);
        var listed = await TryAsync(BaseModelFindingKind.Listing, "base models", () => BaseModelList.ReadAsync(executor, _options, cancellationToken)).ConfigureAwait(false);
        if (listed?.FirstOrDefault(m => m.Name.Equals(request.Model, StringComparison.OrdinalIgnoreCase)) is { } model)
        {
            CheckLifecycle(model);
            if (request.Use == BaseModelUse.Call)
                await CheckReachAsync(model, region, cancellationToken).ConfigureAwait(false);
        }
        else if (listed is not null)
        {
            Find(BaseModelFindingKind.Listing, FindingSeverity.Error,
                $"The account does not list {request.Model} for role {role}: check the spelling, and that the role has the application role SNOWFLAKE.\"CORTEX-MODEL-ROLE-{request.Model.ToUpperInvariant()}\" or the model is on CORTEX_MODELS_ALLOWLIST.");
        }

        if (request.Use == BaseModelUse.Tune)
            CheckTuning(region);
        await CheckPrivilegesAsync(role, cancellationToken).ConfigureAwait(false);
        if (request.Probe)
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
        return new(request.Model, request.Use, [.. _findings.OrderByDescending(f => f.Severity)]);
    }

    private async Task<(string Region, string Role)> WhereAndWhoAsync(CancellationToken cancellationToken)
    {
        var statement = SqlStatement.Create($"SELECT CURRENT_REGION() AS REGION, CURRENT_ROLE() AS ROLE");
        var shown = await ShownRows.ReadAsync(executor, statement, _options, cancellationToken).ConfigureAwait(false);
        var row = shown.Rows.First();
        // A region may come with the name of its region group before it, as in PUBLIC.AWS_US_WEST_2.
        return ((shown.Text(row, "REGION") ?? "").Split('.')[^1], shown.Text(row, "ROLE") ?? "PUBLIC");
    }

    private void CheckLifecycle(BaseModel model)
    {
        var dates = string.Concat(
            model.LegacyDate is { } legacy ? $" Legacy date: {legacy}." : "", model.EndOfLifeDate is { } end ? $" End of life: {end}." : "");
        if (model.Lifecycle == BaseModelLifecycle.EndOfLife)
            Find(BaseModelFindingKind.Lifecycle, FindingSeverity.Error, $"{model.Name} is at its end of life; all calls fail, also those of models tuned from it.{dates}");
        else if (model.Lifecycle == BaseModelLifecycle.Legacy)
            Find(BaseModelFindingKind.Lifecycle, FindingSeverity.Warning, $"{model.Name} is legacy: only accounts that used it before its legacy date may go on.{dates}");
        else if (dates.Length > 0)
            Find(BaseModelFindingKind.Lifecycle, FindingSeverity.Information, $"{model.Name} will not stay.{dates}");
    }

    /// <summary>Whether the region serves the model, or one that cross-region inference reaches.</summary>
    private async Task CheckReachAsync(BaseModel model, string region, CancellationToken cancellationToken)
    {
        if (model.Regions is not { } regions)
        {
            Find(BaseModelFindingKind.Region, FindingSeverity.Warning, $"The account does not say in which regions {model.Name} is served; this one is {region}.");
            return;
        }

        if (regions.Contains(region, StringComparer.OrdinalIgnoreCase))
            return;
        var show = SqlStatement.Create($"SHOW PARAMETERS LIKE 'CORTEX_ENABLED_CROSS_REGION' IN ACCOUNT");
        var shown = await TryAsync(BaseModelFindingKind.Region, "account parameters", () => ShownRows.ReadAsync(executor, show, _options, cancellationToken)).ConfigureAwait(false);
        if (shown is null)
            return;
        var allowed = shown.Rows.Select(row => shown.Text(row, "value")).FirstOrDefault() ?? "";
        if (!CrossRegionAccess.Reaches(allowed, model.CrossRegions ?? []))
        {
            Find(BaseModelFindingKind.Region, FindingSeverity.Error,
                $"{model.Name} is not served in {region} but in {Join(regions)}, and CORTEX_ENABLED_CROSS_REGION = '{allowed}' does not reach it."
                + (model.CrossRegions is { Count: > 0 } across ? $" An administrator can allow {Join(across)} or ANY_REGION." : " It is not offered across regions."));
        }
    }

    private void CheckTuning(string region)
    {
        if (tunable.FirstOrDefault(m => m.Name.Equals(request.Model, StringComparison.OrdinalIgnoreCase)) is not { } model)
        {
            Find(BaseModelFindingKind.Tuning, FindingSeverity.Error,
                $"{request.Model} cannot be fine-tuned; {Join(tunable.Select(m => m.Name))} can. The set is data: {nameof(CortexSharpOptions)}.{nameof(CortexSharpOptions.TunableBaseModels)}.");
        }
        else if (!model.Regions.Contains(region, StringComparer.OrdinalIgnoreCase))
        {
            Find(BaseModelFindingKind.Region, FindingSeverity.Error,
                $"{request.Model} is not tuned in {region} but in {Join(model.Regions)}; cross-region inference does not help, replicate the data to one of these.");
        }
    }

    private async Task CheckPrivilegesAsync(string role, CancellationToken cancellationToken)
    {
        if (role == Administrator)
        {
            Find(BaseModelFindingKind.Privilege, FindingSeverity.Information, $"The role is {Administrator}, which passes every check of models; try again with the role of production.");
            return;
        }

        var grants = await TryAsync(BaseModelFindingKind.Privilege, "grants", () => RoleGrants.ReadAsync(executor, role, _options, cancellationToken)).ConfigureAwait(false);
        if (grants is null)
            return;
        var isTuned = request.Use == BaseModelUse.Tune;
        // AI_FUNCTIONS_USER is without fine-tuning (Snowflake's page on privileges of AI functions).
        Require(isTuned ? grants.IsMember("CORTEX_USER") : grants.IsMember("CORTEX_USER", "AI_FUNCTIONS_USER"), role, "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER");
        if (!isTuned)
            Require(grants.HasOnAccount("USE AI FUNCTIONS") || grants.HasOnAccount("USE AI FUNCTION AI_COMPLETE"), role, "GRANT USE AI FUNCTIONS ON ACCOUNT");
        if (isTuned && request.Schema is { } schema)
            Require(grants.Has("SCHEMA", schema, "CREATE MODEL", "OWNERSHIP"), role, $"GRANT CREATE MODEL ON SCHEMA {schema}");
        foreach (var source in isTuned ? request.Sources : [])
        {
            Require(grants.Has("TABLE", source, "SELECT", "OWNERSHIP") || grants.Has("VIEW", source, "SELECT", "OWNERSHIP"), role, $"GRANT SELECT ON TABLE {source}");
            if (source is { Database: { } database, Schema: { } within })
            {
                Require(grants.Has("DATABASE", new(database), "USAGE", "OWNERSHIP"), role, $"GRANT USAGE ON DATABASE {new SqlIdentifier(database)}");
                Require(grants.Has("SCHEMA", new(database, within), "USAGE", "OWNERSHIP"), role, $"GRANT USAGE ON SCHEMA {new SqlIdentifier(database, within)}");
            }
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new CortexCompleteClient(executor).CompleteAsync(
                new(request.Model, "ping") { Options = new() { MaxTokens = 1 }, Execution = _options }, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e)
        {
            Find(BaseModelFindingKind.Probe, e.IsTransient ? FindingSeverity.Warning : FindingSeverity.Error, $"{request.Model} was called and did not answer: {e.Message}");
        }
    }

    private void Require(bool holds, string role, string grant)
    {
        var message = $"Role {new SqlIdentifier(role)} lacks a privilege: {grant} TO ROLE {new SqlIdentifier(role)}.";
        if (!holds && _findings.All(f => f.Message != message))
            Find(BaseModelFindingKind.Privilege, FindingSeverity.Error, message);
    }

    /// <summary>Reads what an account may not let one see.</summary>
    private async Task<T?> TryAsync<T>(BaseModelFindingKind kind, string what, Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (CortexException e) when (!e.IsTransient && e.Kind != CortexErrorKind.Authentication)
        {
            Find(kind, FindingSeverity.Warning, $"The account's {what} cannot be read, so nothing is said about them: {e.Message}");
            return null;
        }
    }

    private void Find(BaseModelFindingKind kind, FindingSeverity severity, string message) => _findings.Add(new(kind, severity, message));

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
