using System.Globalization;
using CortexSharp.BaseModels;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Retires models by what the usage views, the promoter and the ledger say.</summary>
public sealed class ModelRetirement : IModelRetirement
{
    private static readonly TimeSpan LeastUnused = TimeSpan.FromDays(1);
    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    private readonly ISqlExecutor _executor;
    private readonly IModelPromoter _promoter;
    private readonly IModelLedger _ledger;
    private readonly ICortexUsageClient _usage;
    private readonly ICortexBaseModelClient _baseModels;
    private readonly ModelDropper _dropper;
    private readonly TimeProvider _time;

    /// <summary>Retires models through these.</summary>
    /// <param name="executor">Lists and drops models.</param>
    /// <param name="promoter">Says which models are live.</param>
    /// <param name="ledger">Says which models are versions of what.</param>
    /// <param name="usage">Says which models were called.</param>
    /// <param name="baseModels">Says which base models end.</param>
    /// <param name="time">The clock; default: the system's.</param>
    public ModelRetirement(
        ISqlExecutor executor, IModelPromoter promoter, IModelLedger ledger, ICortexUsageClient usage, ICortexBaseModelClient baseModels, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(promoter);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(baseModels);
        _executor = executor;
        _promoter = promoter;
        _ledger = ledger;
        _usage = usage;
        _baseModels = baseModels;
        _dropper = new(executor, promoter, ledger);
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task<RetirementPlan> PlanAsync(RetirementPolicy? policy = null, CancellationToken cancellationToken = default)
    {
        policy ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.UnusedFor, LeastUnused, nameof(policy));
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.MinimumAge, LeastUnused, nameof(policy));
        var now = _time.GetUtcNow();
        var models = await ModelsAsync(policy.Schema, cancellationToken).ConfigureAwait(false);
        var wanted = await WantedAsync(cancellationToken).ConfigureAwait(false);
        var versions = await _ledger.ListAsync(null, cancellationToken).ConfigureAwait(false);
        var evidence = await UsageEvidence.ReadAsync(_usage, now - policy.UnusedFor, models, cancellationToken).ConfigureAwait(false);
        var ends = await BaseModelEndsAsync(cancellationToken).ConfigureAwait(false);

        var candidates = models.Select(Judged).Concat(versions.Where(v => IsLeftBehind(v, models, policy)).Select(version => new RetirementCandidate(
            SqlIdentifier.Parse(version.FinalModel ?? version.Model), version.CreatedAt, RetirementVerdict.Retire, ["Its retirement was begun and not finished: the model is gone, the rest is left to do."])
        {
            IsGone = true,
            Snapshots = policy.DropSnapshots ? SnapshotsOf(version, versions) : [],
        }));
        return new(policy, [.. candidates.OrderBy(c => c.Verdict switch { RetirementVerdict.Retire => 0, RetirementVerdict.CannotTell => 1, _ => 2 }).ThenBy(c => c.Model.ToString(), StringComparer.Ordinal)]);

        RetirementCandidate Judged(TunedModel model)
        {
            var version = versions.FirstOrDefault(v => model.IsCalled(v.FinalModel ?? v.Model));
            var (verdict, reason) = Judge(model, policy, now, wanted, evidence);
            return new RetirementCandidate(model.Name, model.CreatedAt, verdict, [reason, .. Notes(version, ends)])
            {
                Usage = evidence.Of(model),
                Snapshots = policy.DropSnapshots && version is not null ? SnapshotsOf(version, versions) : [],
            };
        }
    }

    /// <inheritdoc/>
    public async Task<RetirementReport> RetireAsync(RetirementPlan plan, bool dryRun = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var dropped = new List<SqlIdentifier>();
        var refused = new List<RetirementCandidate>();
        foreach (var candidate in plan.ToRetire)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The plan may be older than a promotion.
            var wanted = await WantedAsync(cancellationToken).ConfigureAwait(false);
            if (wanted.FirstOrDefault(w => candidate.IsCalled(w.Model)) is { Model: not null } use)
            {
                refused.Add(candidate with { Verdict = RetirementVerdict.Keep, Reasons = [use.Reason] });
                continue;
            }

            if (!dryRun)
                await _dropper.DropAsync(candidate, cancellationToken).ConfigureAwait(false);
            dropped.AddRange([candidate.Model, .. candidate.Snapshots]);
        }

        if (!dryRun)
            await _dropper.TakeBackAsync([.. plan.Models.Where(m => m.Verdict != RetirementVerdict.Retire), .. refused], cancellationToken).ConfigureAwait(false);
        return new(dryRun, dropped, refused);
    }

    private static (RetirementVerdict Verdict, string Reason) Judge(
        TunedModel model, RetirementPolicy policy, DateTimeOffset now, IReadOnlyList<(string Model, string Reason)> wanted, UsageEvidence evidence)
    {
        if (wanted.FirstOrDefault(w => model.IsCalled(w.Model)) is { Model: not null } use)
            return (RetirementVerdict.Keep, use.Reason);
        if (now - model.CreatedAt < policy.MinimumAge)
            return (RetirementVerdict.Keep, Text($"It is younger than {policy.MinimumAge.TotalDays:0.#} days."));
        if (evidence.LastUseOf(model) is { } last)
            return (RetirementVerdict.Keep, Text($"It was called, last on {last:yyyy-MM-dd}."));
        if (evidence.Doubt is { } doubt)
            return (RetirementVerdict.CannotTell, doubt);
        return (RetirementVerdict.Retire, Text($"Nobody called it for {policy.UnusedFor.TotalDays:0.#} days, in which calls of other tuned models show."));
    }

    private static IEnumerable<string> Notes(ModelVersion? version, IReadOnlyDictionary<string, string> ends)
    {
        if (version is null)
            yield break;
        if (version.Status == ModelVersionStatus.Candidate)
            yield return Text($"Version {version.Number} of '{version.UseCase}' was never promoted.");
        if (ends.TryGetValue(version.BaseModel, out var end))
            yield return $"Its base model {version.BaseModel} ends: {end}.";
    }

    /// <summary>The models that must stay, each with its reason.</summary>
    private async Task<List<(string Model, string Reason)>> WantedAsync(CancellationToken cancellationToken)
    {
        var wanted = new List<(string, string)>();
        foreach (var live in await _promoter.ListLiveAsync(cancellationToken).ConfigureAwait(false))
        {
            if (live.Model is { } model)
                wanted.Add((model, $"It is the live model of '{live.UseCase}'."));
            if (live.Canary is { } canary)
                wanted.Add((canary.Model, $"It is the canary of '{live.UseCase}'."));
            if (await _promoter.GetRollbackTargetAsync(live.UseCase, cancellationToken).ConfigureAwait(false) is { } target)
                wanted.Add((target, $"It is what '{live.UseCase}' would be rolled back to."));
        }

        return wanted;
    }

    private async Task<List<TunedModel>> ModelsAsync(SqlIdentifier? schema, CancellationToken cancellationToken)
    {
        var show = schema is null ? SqlStatement.Create($"SHOW MODELS IN ACCOUNT") : SqlStatement.Create($"SHOW MODELS IN SCHEMA {schema}");
        var models = new List<TunedModel>();
        await foreach (var row in _executor.QueryAsync(show, Reading, cancellationToken).ConfigureAwait(false))
        {
            if (row.GetOrDefault<string>("model_type") == "CORTEX_FINETUNED")
                models.Add(new(new(row.Get<string>("database_name"), row.Get<string>("schema_name"), row.Get<string>("name")), row.Get<DateTimeOffset>("created_on")));
        }

        return models;
    }

    /// <summary>Base models that end, with what Snowflake says about it; none when the list cannot be read.</summary>
    private async Task<IReadOnlyDictionary<string, string>> BaseModelEndsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _baseModels.ListAsync(cancellationToken).ConfigureAwait(false))
                .Where(m => m.EndOfLifeDate is not null || m.Lifecycle == BaseModelLifecycle.EndOfLife || m.Lifecycle == BaseModelLifecycle.Legacy)
                .ToDictionary(m => m.Name, m => m.EndOfLifeDate ?? m.Lifecycle!.Value.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (CortexException e) when (!e.IsTransient)
        {
            return new Dictionary<string, string>();
        }
    }

    private static IReadOnlyList<SqlIdentifier> SnapshotsOf(ModelVersion version, IReadOnlyList<ModelVersion> versions) =>
        versions.Any(v => v.Id != version.Id && v.SnapshotHash == version.SnapshotHash && v.Status != ModelVersionStatus.Retired) ? [] : [.. version.SnapshotTables.Select(SqlIdentifier.Parse)];

    /// <summary>Whether a process died after it had dropped a version's model; a model outside of the schema that is looked at may be there.</summary>
    private static bool IsLeftBehind(ModelVersion version, IReadOnlyList<TunedModel> models, RetirementPolicy policy)
    {
        var name = version.FinalModel ?? version.Model;
        return version.Status == ModelVersionStatus.Retiring && !models.Any(m => m.IsCalled(name))
            && (policy.Schema is not { } schema || SqlIdentifier.Parse(name).Parts.SkipLast(1).SequenceEqual(schema.Parts, StringComparer.Ordinal));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
