using System.Globalization;
using CortexSharp.BaseModels;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Retires models by what the usage views, the promoters and the ledger say.</summary>
public sealed class ModelRetirement : IModelRetirement
{
    private static readonly TimeSpan LeastUnused = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostUnused = TimeSpan.FromDays(365);
    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    private readonly ISqlExecutor _executor;
    private readonly IReadOnlyList<IModelPromoter> _promoters;
    private readonly IModelLedger _ledger;
    private readonly ICortexUsageClient _usage;
    private readonly ICortexBaseModelClient _baseModels;
    private readonly ICortexFineTuneClient? _fineTune;
    private readonly IReadOnlyList<ICortexCallLog> _callLogs;
    private readonly ModelDropper _dropper;
    private readonly TimeProvider _time;

    /// <summary>Retires models through these.</summary>
    /// <param name="executor">Lists and drops models.</param>
    /// <param name="promoters">
    /// Say which models are in use; one for each set of tables, in whatever schema, whose use cases may call a model that is looked at.
    /// </param>
    /// <param name="ledger">Says which models are versions of what.</param>
    /// <param name="usage">Says which models were called.</param>
    /// <param name="baseModels">Says which base models end.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <param name="fineTune">Says of which base models those are that no version of the ledger made; default: that is not asked.</param>
    /// <param name="callLogs">
    /// Say which models applications called, by their own count: such a model is kept whatever the views show; default: none.
    /// </param>
    public ModelRetirement(
        ISqlExecutor executor, IReadOnlyList<IModelPromoter> promoters, IModelLedger ledger, ICortexUsageClient usage,
        ICortexBaseModelClient baseModels, TimeProvider? time = null, ICortexFineTuneClient? fineTune = null,
        IReadOnlyList<ICortexCallLog>? callLogs = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(promoters);
        ArgumentOutOfRangeException.ThrowIfZero(promoters.Count, nameof(promoters));
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(baseModels);
        _executor = executor;
        _promoters = promoters;
        _ledger = ledger;
        _usage = usage;
        _baseModels = baseModels;
        _fineTune = fineTune;
        _callLogs = callLogs ?? [];
        _dropper = new(executor, promoters, ledger);
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task<RetirementPlan> PlanAsync(RetirementPolicy? policy = null, CancellationToken cancellationToken = default)
    {
        policy ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.UnusedFor, LeastUnused, nameof(policy));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(policy.UnusedFor, MostUnused, nameof(policy));
        ArgumentOutOfRangeException.ThrowIfLessThan(policy.MinimumAge, LeastUnused, nameof(policy));
        if (policy.OutsideLedger.FirstOrDefault(m => m.Parts.Count < 3) is { } partial)
            throw new ArgumentException($"{nameof(policy.OutsideLedger)} names {partial} without its database or schema.", nameof(policy));
        var now = _time.GetUtcNow();
        var versions = await _ledger.ListAsync(null, cancellationToken).ConfigureAwait(false);
        var models = await ModelsAsync(policy.Schema, versions, cancellationToken).ConfigureAwait(false);
        var uses = await UsesAsync(cancellationToken).ConfigureAwait(false);
        var evidence = await UsageEvidence.ReadAsync(
            _usage, _callLogs, now - policy.UnusedFor, models, policy.RestIsUnused, cancellationToken).ConfigureAwait(false);
        var areForeign = !models.TrueForAll(m => versions.Any(m.IsOf));
        var ends = await BaseModelEnds.ReadAsync(_baseModels, _fineTune, areForeign, cancellationToken).ConfigureAwait(false);

        var candidates = models.Select(model =>
        {
            var version = versions.FirstOrDefault(model.IsOf);
            var baseModel = version?.BaseModel ?? ends.BaseOf(model);
            var neverWon = version?.Status == ModelVersionStatus.Candidate
                && !uses.Exists(u => model.IsCalled(u.Model) && u.Kind != ModelUseKind.Canary);
            var (verdict, reason) = Judge(model, version, policy, now, uses, evidence);
            return new RetirementCandidate(
                model.Name, model.CreatedAt, verdict,
                [
                    reason,
                    .. neverWon ? [Text($"Version {version!.Number} of '{version.UseCase}' was never promoted.")] : Array.Empty<string>(),
                    .. ends.Tell(baseModel) is { } told ? [told] : Array.Empty<string>(),
                ])
            {
                Usage = evidence.Of(model),
                Snapshots = policy.DropSnapshots && version is not null ? ModelDropper.SnapshotsOf(version, versions) : [],
                Version = version,
                NeverWon = neverWon,
                BaseModel = baseModel,
                EndingBaseModel = ends.FindEnding(baseModel),
                IsGone = model.IsGone,
            };
        });
        return new(policy, [.. candidates.OrderBy(c => Rank(c.Verdict)).ThenBy(c => c.Model.ToString(), StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public async Task<RetirementReport> RetireAsync(RetirementPlan plan, bool dryRun = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var dropped = new List<SqlIdentifier>();
        var refused = new List<RetirementCandidate>();
        // The plan may be older than a call, a promotion, a new version of the same data, or another model of the same name.
        var now = await PlanAsync(plan.Policy, cancellationToken).ConfigureAwait(false);
        foreach (var planned in plan.ToRetire)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (now.Models.FirstOrDefault(m => m.Model.Equals(planned.Model)) is not { } candidate)
                refused.Add(Kept(planned, "It is not there any more."));
            else if (candidate.CreatedAt != planned.CreatedAt && !candidate.IsGone)
                refused.Add(Kept(candidate, "It is another model of the same name, created since the plan was made."));
            else if (candidate.Verdict != RetirementVerdict.Retire)
                refused.Add(candidate);
            else if (dryRun)
                dropped.AddRange([candidate.Model, .. candidate.Snapshots]);
            else
                await DropAsync(candidate).ConfigureAwait(false);
        }

        if (!dryRun)
        {
            var kept = now.Models.Where(m => m.Verdict != RetirementVerdict.Retire);
            await _dropper.TakeBackAsync([.. kept, .. refused], cancellationToken).ConfigureAwait(false);
        }

        return new(dryRun, dropped, refused);

        async Task DropAsync(RetirementCandidate candidate)
        {
            try
            {
                dropped.AddRange(await _dropper.DropAsync(candidate, plan.Policy.DropSnapshots, cancellationToken).ConfigureAwait(false));
            }
            catch (ModelInUseException e)
            {
                refused.Add(Kept(candidate, e.Uses[0].ToString()));
            }
        }
    }

    private static (RetirementVerdict Verdict, string Reason) Judge(
        TunedModel model, ModelVersion? version, RetirementPolicy policy, DateTimeOffset now, IReadOnlyList<ModelUse> uses, UsageEvidence evidence)
    {
        if (uses.FirstOrDefault(u => u.Kind != ModelUseKind.Earlier && model.IsCalled(u.Model)) is { } use)
            return (RetirementVerdict.Keep, use.ToString());
        if (model.IsGone)
            return (RetirementVerdict.Retire, "It is dropped, by a retirement that did not come to its end.");
        if (now - model.CreatedAt < policy.MinimumAge)
            return (RetirementVerdict.Keep, Text($"It is younger than {policy.MinimumAge.TotalDays:0.#} days."));
        if (evidence.LastUseOf(model) is { } last)
        {
            var by = last.Caller is { } caller ? $" by {caller}" : "";
            return (RetirementVerdict.Keep, Text($"It was called{by}, last on {last.LastCallAt ?? default:yyyy-MM-dd}."));
        }

        if (evidence.Doubt is { } doubt)
            return (RetirementVerdict.CannotTell, doubt);
        if (version is null && !policy.OutsideLedger.Contains(model.Name))
        {
            return (
                RetirementVerdict.CannotTell,
                $"No version of the ledger made it, so a use case that is kept elsewhere may need it; {nameof(policy.OutsideLedger)} can name it.");
        }

        return (
            RetirementVerdict.Retire,
            Text($"Nobody called it for {policy.UnusedFor.TotalDays:0.#} days, in which calls of other tuned models show."));
    }

    private static int Rank(RetirementVerdict verdict) => verdict switch
    {
        RetirementVerdict.Retire => 0,
        RetirementVerdict.CannotTell => 1,
        _ => 2,
    };

    private static RetirementCandidate Kept(RetirementCandidate candidate, string reason) =>
        candidate with { Verdict = RetirementVerdict.Keep, Reasons = [reason] };

    private async Task<List<ModelUse>> UsesAsync(CancellationToken cancellationToken)
    {
        var uses = new List<ModelUse>();
        foreach (var promoter in _promoters)
            uses.AddRange(await promoter.ListUsesAsync(cancellationToken).ConfigureAwait(false));
        return uses;
    }

    /// <summary>The tuned models that are there, and those that a retirement dropped before it died.</summary>
    private async Task<List<TunedModel>> ModelsAsync(SqlIdentifier? schema, IReadOnlyList<ModelVersion> versions, CancellationToken cancellationToken)
    {
        var show = schema is null ? SqlStatement.Create($"SHOW MODELS IN ACCOUNT") : SqlStatement.Create($"SHOW MODELS IN SCHEMA {schema}");
        var models = new List<TunedModel>();
        await foreach (var row in _executor.QueryAsync(show, Reading, cancellationToken).ConfigureAwait(false))
        {
            if (row.GetOrDefault<string>("model_type") != "CORTEX_FINETUNED")
                continue;
            var name = new SqlIdentifier(row.Get<string>("database_name"), row.Get<string>("schema_name"), row.Get<string>("name"));
            models.Add(new(name, row.Get<DateTimeOffset>("created_on")));
        }

        foreach (var version in versions.Where(v => v.Status == ModelVersionStatus.Retiring))
        {
            if (TunedModel.NameOf(version) is { } name && IsWithin(name) && !models.Exists(m => m.Name.Equals(name)))
                models.Add(new(name, version.CreatedAt, IsGone: true));
        }

        return models;

        bool IsWithin(SqlIdentifier name) => schema is null || (name.Schema == schema.Name && name.Database == (schema.Schema ?? name.Database));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
