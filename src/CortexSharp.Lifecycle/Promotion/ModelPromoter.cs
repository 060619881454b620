using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>
/// Promotes by compare-and-set. Each change is written down as an intent first; whether it was done is told by the chain of changes, from the live
/// one back.
/// </summary>
public sealed class ModelPromoter : IModelPromoter
{
    private readonly PromotionStore _store;
    private readonly ModelProbe _probe;
    private readonly ModelChange _change;
    private readonly ModelUses _uses;
    private readonly ModelWithdrawal _withdrawal;
    private readonly ModelAliases _aliases;

    /// <summary>Promotes through an executor.</summary>
    /// <param name="executor">Runs the statements.</param>
    /// <param name="completions">Asks a model before it goes live, unless that is to be done as another role.</param>
    /// <param name="tables">Where it is kept; default: <c>ML_CONFIG</c>, <c>ML_PROMOTIONS</c> and <c>ML_WITHDRAWN_MODELS</c>.</param>
    public ModelPromoter(ISqlExecutor executor, ICortexCompleteClient completions, PromotionTables? tables = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(completions);
        _store = new(executor, tables ?? new());
        _probe = new(executor, completions);
        _change = new(_store);
        _uses = new(_store);
        _withdrawal = new(_store, _uses);
        _aliases = new(_store);
    }

    /// <inheritdoc/>
    public Task<LiveModel> GetLiveAsync(string useCase, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        return _store.LiveAsync(useCase, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LiveModel>> ListLiveAsync(CancellationToken cancellationToken = default) => _store.AllLiveAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelUse>> ListUsesAsync(CancellationToken cancellationToken = default) =>
        await _uses.ListAsync(await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<string?> GetRollbackTargetAsync(string useCase, CancellationToken cancellationToken = default)
    {
        var chain = await ChainAsync(useCase, cancellationToken).ConfigureAwait(false);
        var withdrawn = await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false);
        return chain.RollbackTargets().FirstOrDefault(m => !withdrawn.Contains(m));
    }

    /// <inheritdoc/>
    public async Task<LiveModel> PromoteAsync(PromotionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (live, chain) = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        var intent = ModelChange.Known(chain, request, isRollback: false, request.Model);
        if (intent is { Outcome: PromotionOutcome.Done })
            return ModelChange.MadeBy(intent, live);
        ModelChange.Expect(intent, request, request.Model, live);
        // Read after the row, so that what is withdrawn later changes the row that the change is compared with.
        (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Refuse(request.Model);
        await _probe.ProveAsync(request.Model, request, request.UseCase, cancellationToken).ConfigureAwait(false);
        intent ??= ModelChange.Intend(request, request.Model, live) with { EvaluationRun = request.EvaluationRun };
        return await _change.MakeAsync(intent, live, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LiveModel> RollbackAsync(RollbackRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (live, chain) = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        var intent = ModelChange.Known(chain, request, isRollback: true);
        if (intent is { Outcome: PromotionOutcome.Done })
            return ModelChange.MadeBy(intent, live);
        ModelChange.Expect(intent, request, intent?.Model ?? "The model before", live);
        var withdrawn = await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false);
        if (intent is not null)
        {
            withdrawn.Refuse(intent.Model);
            await _probe.ProveAsync(intent.Model, request, request.UseCase, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var targets = chain.RollbackTargets().Where(m => !withdrawn.Contains(m));
            var target = await TargetAsync(targets, request, live, cancellationToken).ConfigureAwait(false);
            intent = ModelChange.Intend(request, target, live) with { IsRollback = true };
        }

        return await _change.MakeAsync(intent, live, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LiveModel> SetCanaryAsync(CanaryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (live, canary) = (request.Live, request.Canary);
        if (canary is not null)
        {
            (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Refuse(canary.Model);
            await _probe.ProveAsync(canary.Model, request, live.UseCase, cancellationToken).ConfigureAwait(false);
        }

        var revision = RevisionOf(live, canary);
        var changed = await _store.RunAsync(_store.Statements.SetCanary(live, canary, revision), cancellationToken).ConfigureAwait(false);
        var now = await GetLiveAsync(live.UseCase, cancellationToken).ConfigureAwait(false);
        if (now.Revision == revision)
            return now;
        // Somebody may have changed it further by now.
        return changed == 1
            ? live with { Canary = canary, Revision = revision }
            : throw new PromotionConflictException(
                $"'{live.UseCase}' was changed since: it calls {now.Model}, its canary is {now.Canary?.Model ?? "none"}. "
                + "Look at it and set the canary again.",
                now);
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(string model, string reason, string? actor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return _withdrawal.WithdrawAsync(model, reason, actor, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReinstateAsync(string model, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return _withdrawal.ReinstateAsync(model, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WithdrawnModel>> ListWithdrawnAsync(CancellationToken cancellationToken = default) =>
        (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).All;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PromotionRecord>> GetHistoryAsync(string useCase, CancellationToken cancellationToken = default) =>
        (await ChainAsync(useCase, cancellationToken).ConfigureAwait(false)).All;

    /// <inheritdoc/>
    public Task CreateAliasViewAsync(string useCase, SqlIdentifier view, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentNullException.ThrowIfNull(view);
        return _aliases.CreateViewAsync(useCase, view, cancellationToken);
    }

    /// <inheritdoc/>
    public Task CreateAliasFunctionAsync(string useCase, SqlIdentifier function, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentNullException.ThrowIfNull(function);
        return _aliases.CreateFunctionAsync(useCase, function, cancellationToken);
    }

    private async Task<(LiveModel Live, PromotionChain Chain)> BeginAsync(ModelChangeRequest request, CancellationToken cancellationToken)
    {
        var live = await _store.BeginAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        return (live, await _store.ChainAsync(live, cancellationToken).ConfigureAwait(false));
    }

    private async Task<PromotionChain> ChainAsync(string useCase, CancellationToken cancellationToken) =>
        await _store.ChainAsync(await GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The nearest model that is still there.</summary>
    private async Task<string> TargetAsync(IEnumerable<string> targets, RollbackRequest request, LiveModel live, CancellationToken cancellationToken)
    {
        CortexException? missing = null;
        foreach (var target in targets)
        {
            try
            {
                await _probe.ProveAsync(target, request, request.UseCase, cancellationToken).ConfigureAwait(false);
                return target;
            }
            catch (CortexException e) when (e.Kind == CortexErrorKind.UnknownModel || e.Kind == CortexErrorKind.NotFound)
            {
                missing ??= e;
            }
        }

        throw new CortexException(
            CortexErrorKind.InvalidValue,
            $"The use case '{request.UseCase}' has no earlier model to go back to; promote one instead."
            + (missing is null ? "" : $" {missing.Message}"),
            missing)
        {
            Model = live.Model,
        };
    }

    /// <summary>A stamp that follows from what is changed and how, so that the same request made again finds its own.</summary>
    private static Guid RevisionOf(LiveModel live, Canary? canary) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{live.UseCase}|{live.Generation}|{live.Revision}|{canary?.Percent:0.00}|{canary?.Model}"))).AsSpan(0, 16));
}
