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
        var (region, session) = await WhereAndWhoAsync(cancellationToken).ConfigureAwait(false);
        var listed = await TryAsync(
            BaseModelFindingKind.Listing, "base models", () => BaseModelList.ReadAsync(executor, _options, cancellationToken)).ConfigureAwait(false);
        if (listed?.FirstOrDefault(m => m.Name.Equals(request.Model, StringComparison.OrdinalIgnoreCase)) is { } model)
        {
            CheckLifecycle(model);
            if (request.Use == BaseModelUse.Call)
                await CheckReachAsync(model, region, cancellationToken).ConfigureAwait(false);
        }
        else if (listed is not null)
        {
            await CheckAllowlistAsync(session.Role, cancellationToken).ConfigureAwait(false);
        }

        if (request.Use == BaseModelUse.Tune)
            CheckTuning(region);
        await CheckPrivilegesAsync(session, cancellationToken).ConfigureAwait(false);
        if (request.Probe)
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
        return new(request.Model, request.Use, [.. _findings.OrderByDescending(f => f.Severity)]);
    }

    private async Task<(string Region, SessionRoles Roles)> WhereAndWhoAsync(CancellationToken cancellationToken)
    {
        var statement =
            SqlStatement.Create($"SELECT CURRENT_REGION() AS REGION, CURRENT_ROLE() AS ROLE, CURRENT_SECONDARY_ROLES() AS SECONDARY_ROLES");
        var shown = await ShownRows.ReadAsync(executor, statement, _options, cancellationToken).ConfigureAwait(false);
        var row = shown.Rows.First();
        // A region may come with the name of its region group before it, as in PUBLIC.AWS_US_WEST_2.
        return ((shown.Text(row, "REGION") ?? "").Split('.')[^1], SessionRoles.Of(shown.Text(row, "ROLE"), shown.Text(row, "SECONDARY_ROLES")));
    }

    /// <summary>
    /// A model whose object the role may not use can be called all the same if the account's allowlist has it (Snowflake's page on access to AI
    /// functions).
    /// </summary>
    private async Task CheckAllowlistAsync(string role, CancellationToken cancellationToken)
    {
        var unlisted = $"The account does not list {request.Model} for role {new SqlIdentifier(role)}";
        var application = $"SNOWFLAKE.\"CORTEX-MODEL-ROLE-{request.Model.ToUpperInvariant()}\"";
        var show = SqlStatement.Create($"SHOW PARAMETERS LIKE 'CORTEX_MODELS_ALLOWLIST' IN ACCOUNT");
        var shown = await TryAsync(
            BaseModelFindingKind.Listing, "account parameters",
            () => ShownRows.ReadAsync(executor, show, _options, cancellationToken)).ConfigureAwait(false);
        // An account in which the parameter is removed has no row, and no allowlist.
        var allowed = shown?.Rows.Select(row => shown.Text(row, "value")).FirstOrDefault() ?? "";
        var (severity, rest) = (FindingSeverity.Warning, "; whether CORTEX_MODELS_ALLOWLIST lets it be called is not known. A probe tells.");
        if (allowed.Equals("All", StringComparison.OrdinalIgnoreCase))
            rest = ". CORTEX_MODELS_ALLOWLIST = 'All' lets it be called if there is such a model: check the spelling, or probe.";
        else if (allowed.Split(',', StringSplitOptions.TrimEntries).Contains(request.Model, StringComparer.OrdinalIgnoreCase))
            rest = $", but CORTEX_MODELS_ALLOWLIST lets it be called. Snowflake removes the allowlist: grant the application role {application}.";
        else if (shown is not null)
        {
            (severity, rest) = (FindingSeverity.Error,
                ", and CORTEX_MODELS_ALLOWLIST does not let it be called: check the spelling, and that the role has the application role "
                + $"{application}.");
        }

        Find(BaseModelFindingKind.Listing, severity, unlisted + rest);
    }

    private void CheckLifecycle(BaseModel model)
    {
        var dates = string.Concat(
            model.LegacyDate is { } legacy ? $" Legacy date: {legacy}." : "", model.EndOfLifeDate is { } end ? $" End of life: {end}." : "");
        if (model.Lifecycle == BaseModelLifecycle.EndOfLife)
        {
            Find(
                BaseModelFindingKind.Lifecycle, FindingSeverity.Error,
                $"{model.Name} is at its end of life; all calls fail, also those of models tuned from it.{dates}");
        }
        else if (model.Lifecycle == BaseModelLifecycle.Legacy)
        {
            Find(
                BaseModelFindingKind.Lifecycle, FindingSeverity.Warning,
                $"{model.Name} is legacy: only accounts that used it before its legacy date may go on.{dates}");
        }
        else if (dates.Length > 0)
            Find(BaseModelFindingKind.Lifecycle, FindingSeverity.Information, $"{model.Name} will not stay.{dates}");
    }

    /// <summary>Whether the region serves the model, or one that cross-region inference reaches.</summary>
    private async Task CheckReachAsync(BaseModel model, string region, CancellationToken cancellationToken)
    {
        if (model.Regions is not { } regions)
        {
            Find(
                BaseModelFindingKind.Region, FindingSeverity.Warning,
                $"The account does not say in which regions {model.Name} is served; this one is {region}.");
            return;
        }

        if (regions.Contains(region, StringComparer.OrdinalIgnoreCase))
            return;
        var show = SqlStatement.Create($"SHOW PARAMETERS LIKE 'CORTEX_ENABLED_CROSS_REGION' IN ACCOUNT");
        var shown = await TryAsync(
            BaseModelFindingKind.Region, "account parameters",
            () => ShownRows.ReadAsync(executor, show, _options, cancellationToken)).ConfigureAwait(false);
        if (shown is null)
            return;
        var allowed = shown.Rows.Select(row => shown.Text(row, "value")).FirstOrDefault() ?? "";
        if (!CrossRegionAccess.Reaches(allowed, model.CrossRegions ?? []))
        {
            Find(BaseModelFindingKind.Region, FindingSeverity.Error,
                $"{model.Name} is not served in {region} but in {Join(regions)}, and CORTEX_ENABLED_CROSS_REGION = '{allowed}' does not reach it."
                + (model.CrossRegions is { Count: > 0 } across
                    ? $" An administrator can allow {Join(across)} or ANY_REGION."
                    : " It is not offered across regions."));
        }
    }

    private void CheckTuning(string region)
    {
        if (tunable.FirstOrDefault(m => m.Name.Equals(request.Model, StringComparison.OrdinalIgnoreCase)) is not { } model)
        {
            Find(BaseModelFindingKind.Tuning, FindingSeverity.Error,
                $"{request.Model} cannot be fine-tuned; {Join(tunable.Select(m => m.Name))} can. The set is data: "
                + $"{nameof(CortexSharpOptions)}.{nameof(CortexSharpOptions.TunableBaseModels)}.");
        }
        else if (!model.Regions.Contains(region, StringComparer.OrdinalIgnoreCase))
        {
            Find(BaseModelFindingKind.Region, FindingSeverity.Error,
                $"{request.Model} is not tuned in {region} but in {Join(model.Regions)}; cross-region inference does not help, replicate the data "
                + "to one of these.");
        }
    }

    private async Task CheckPrivilegesAsync(SessionRoles session, CancellationToken cancellationToken)
    {
        if (session.All.Contains(Administrator, StringComparer.Ordinal))
        {
            var way = session.Role == Administrator ? $"The role is {Administrator}" : $"{Administrator} is active as a secondary role";
            Find(
                BaseModelFindingKind.Privilege, FindingSeverity.Information,
                $"{way}, which passes every check of models; try again with the role of production, and no secondary roles.");
            return;
        }

        if (await GrantsAsync([session.Role], cancellationToken).ConfigureAwait(false) is not { } own)
            return;
        var all = session.All.Count == 1 ? own : await GrantsAsync(session.All, cancellationToken).ConfigureAwait(false);
        if (all is null)
            return;
        var isTuned = request.Use == BaseModelUse.Tune;
        // AI_FUNCTIONS_USER is without fine-tuning (Snowflake's page on privileges of AI functions).
        Require(
            g => isTuned ? g.IsMember("CORTEX_USER") : g.IsMember("CORTEX_USER", "AI_FUNCTIONS_USER"), "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER");
        if (!isTuned)
            Require(g => g.HasOnAccount("USE AI FUNCTIONS") || g.HasOnAccount("USE AI FUNCTION AI_COMPLETE"), "GRANT USE AI FUNCTIONS ON ACCOUNT");
        if (isTuned && request.Schema is { } schema)
        {
            RequireUsage(schema.Schema, schema.Name);
            // What is created, the primary role alone must be allowed to create (Snowflake's page USE SECONDARY ROLES).
            if (!own.Has("SCHEMA", schema, "CREATE MODEL", "OWNERSHIP"))
                Lack($"GRANT CREATE MODEL ON SCHEMA {schema}");
        }

        foreach (var source in isTuned ? request.Sources : [])
        {
            Require(
                g => g.Has("TABLE", source, "SELECT", "OWNERSHIP") || g.Has("VIEW", source, "SELECT", "OWNERSHIP"),
                $"GRANT SELECT ON TABLE {source}");
            if (source.Schema is { } within)
                RequireUsage(source.Database, within);
        }

        void RequireUsage(string? database, string within)
        {
            if (database is null)
                return;
            Require(g => g.Has("DATABASE", new(database), "USAGE", "OWNERSHIP"), $"GRANT USAGE ON DATABASE {new SqlIdentifier(database)}");
            Require(
                g => g.Has("SCHEMA", new(database, within), "USAGE", "OWNERSHIP"), $"GRANT USAGE ON SCHEMA {new SqlIdentifier(database, within)}");
        }

        void Require(Func<RoleGrants, bool> holds, string grant)
        {
            if (!holds(all))
                Lack(grant);
            else if (!holds(own))
            {
                FindOnce(
                    FindingSeverity.Information,
                    $"Only a secondary role brings a privilege; for sessions without them: {grant} TO ROLE {new SqlIdentifier(session.Role)}.");
            }
        }

        void Lack(string grant) =>
            FindOnce(
                FindingSeverity.Error,
                $"Role {new SqlIdentifier(session.Role)} lacks a privilege: {grant} TO ROLE {new SqlIdentifier(session.Role)}.");

        void FindOnce(FindingSeverity severity, string message)
        {
            if (_findings.All(f => f.Message != message))
                Find(BaseModelFindingKind.Privilege, severity, message);
        }
    }

    private Task<RoleGrants?> GrantsAsync(IReadOnlyList<string> roles, CancellationToken cancellationToken) =>
        TryAsync(BaseModelFindingKind.Privilege, "grants", () => RoleGrants.ReadAsync(executor, roles, _options, cancellationToken));

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new CortexCompleteClient(executor).CompleteAsync(
                new(request.Model, "ping") { Options = new() { MaxTokens = 1 }, Execution = _options }, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e)
        {
            Find(
                BaseModelFindingKind.Probe, e.IsTransient ? FindingSeverity.Warning : FindingSeverity.Error,
                $"{request.Model} was called and did not answer: {e.Message}");
        }
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
