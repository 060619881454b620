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
    // A round is lost only to somebody's canary or withdrawal, so so many of them would have to be quicker.
    private const int MostRounds = 100;

    private readonly PromotionStore _store;
    private readonly ModelProbe _probe;

    /// <summary>Promotes through an executor.</summary>
    /// <param name="executor">Runs the statements.</param>
    /// <param name="completions">Asks a model before it goes live.</param>
    /// <param name="tables">Where it is kept; default: <c>ML_CONFIG</c>, <c>ML_PROMOTIONS</c> and <c>ML_WITHDRAWN_MODELS</c>.</param>
    public ModelPromoter(ISqlExecutor executor, ICortexCompleteClient completions, PromotionTables? tables = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(completions);
        _store = new(executor, tables ?? new());
        _probe = new(executor, completions);
    }

    /// <inheritdoc/>
    public Task<LiveModel> GetLiveAsync(string useCase, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        return _store.LiveAsync(useCase, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LiveModel>> ListLiveAsync(CancellationToken cancellationToken = default) =>
        [.. (await _store.AllLiveAsync(cancellationToken).ConfigureAwait(false)).OrderBy(l => l.UseCase, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelUse>> ListUsesAsync(CancellationToken cancellationToken = default) =>
        await UsesAsync(await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

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
        var intent = Known(chain, request, isRollback: false, request.Model);
        if (intent is { Outcome: PromotionOutcome.Done })
            return Made(intent, live);
        Expect(intent, request, request.Model, live);
        // Read after the row, so that what is withdrawn later changes the row that the change is compared with.
        (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Refuse(request.Model);
        await _probe.ProveAsync(request.Model, request, request.UseCase, cancellationToken).ConfigureAwait(false);
        intent ??= Intent(request, request.Model, live) with { EvaluationRun = request.EvaluationRun };
        return await ChangeAsync(intent, live, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LiveModel> RollbackAsync(RollbackRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (live, chain) = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        var intent = Known(chain, request, isRollback: true);
        if (intent is { Outcome: PromotionOutcome.Done })
            return Made(intent, live);
        Expect(intent, request, intent?.Model ?? "The model before", live);
        var withdrawn = await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false);
        if (intent is not null)
        {
            withdrawn.Refuse(intent.Model);
            await _probe.ProveAsync(intent.Model, request, request.UseCase, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var targets = chain.RollbackTargets().Where(m => !withdrawn.Contains(m));
            intent = Intent(request, await TargetAsync(targets, request, live, cancellationToken).ConfigureAwait(false), live) with { IsRollback = true };
        }

        return await ChangeAsync(intent, live, cancellationToken).ConfigureAwait(false);
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
                $"'{live.UseCase}' was changed since: it calls {now.Model}, its canary is {now.Canary?.Model ?? "none"}. Look at it and set the canary again.", now);
    }

    /// <inheritdoc/>
    public async Task WithdrawAsync(string model, string reason, string? actor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await _store.CreateAsync(cancellationToken).ConfigureAwait(false);
        await _store.RunAsync(_store.Statements.AddWithdrawn(model, reason, actor), cancellationToken).ConfigureAwait(false);
        // A change that read the list before this has read the rows before it too, and fails now; one that is done already shows below.
        await _store.RunAsync(_store.Statements.Restamp(Guid.NewGuid()), cancellationToken).ConfigureAwait(false);
        var withdrawn = (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Except(model);
        var uses = await UsesAsync(withdrawn, cancellationToken).ConfigureAwait(false);
        uses.RemoveAll(u => u.Kind == ModelUseKind.Earlier || !ModelName.CanMeanSame(u.Model, model));
        if (uses.Count == 0)
            return;
        await _store.RunAsync(_store.Statements.RemoveWithdrawn(model), cancellationToken).ConfigureAwait(false);
        throw new ModelInUseException(model, uses);
    }

    /// <inheritdoc/>
    public async Task ReinstateAsync(string model, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        var withdrawals = await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false);
        foreach (var withdrawn in withdrawals.All.Where(w => ModelName.AreEqual(w.Model, model)))
            await _store.RunAsync(_store.Statements.RemoveWithdrawn(withdrawn.Model), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WithdrawnModel>> ListWithdrawnAsync(CancellationToken cancellationToken = default) =>
        (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).All;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PromotionRecord>> GetHistoryAsync(string useCase, CancellationToken cancellationToken = default) =>
        (await ChainAsync(useCase, cancellationToken).ConfigureAwait(false)).All;

    /// <inheritdoc/>
    public async Task CreateAliasViewAsync(string useCase, SqlIdentifier view, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentNullException.ThrowIfNull(view);
        await _store.BeginAsync(useCase, cancellationToken).ConfigureAwait(false);
        var config = await _store.ConfigNameAsync(cancellationToken).ConfigureAwait(false);
        await _store.RunAsync(PromotionStatements.CreateView(useCase, view, config), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task CreateAliasFunctionAsync(string useCase, SqlIdentifier function, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentNullException.ThrowIfNull(function);
        if (new SqlIdentifier(function.Name).ToString() != function.Name)
        {
            throw new ArgumentException(
                $"A function in SQL can have no name in quotes, which {function} needs: begin with a letter, use letters, digits and underscores, and read the name by {nameof(SqlIdentifier)}.Parse.", nameof(function));
        }

        await _store.BeginAsync(useCase, cancellationToken).ConfigureAwait(false);
        var config = await _store.ConfigNameAsync(cancellationToken).ConfigureAwait(false);
        await _store.RunAsync(PromotionStatements.CreateFunction(useCase, function, config), cancellationToken).ConfigureAwait(false);
    }

    private async Task<(LiveModel Live, PromotionChain Chain)> BeginAsync(ModelChangeRequest request, CancellationToken cancellationToken)
    {
        var live = await _store.BeginAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        return (live, await _store.ChainAsync(live, cancellationToken).ConfigureAwait(false));
    }

    private async Task<PromotionChain> ChainAsync(string useCase, CancellationToken cancellationToken) =>
        await _store.ChainAsync(await GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task<LiveModel> ChangeAsync(PromotionRecord intent, LiveModel live, CancellationToken cancellationToken)
    {
        await _store.RunAsync(_store.Statements.AddIntent(intent), cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < MostRounds; round++)
        {
            await _store.RunAsync(_store.Statements.Flip(intent, live.Revision), cancellationToken).ConfigureAwait(false);
            // Not the count of changed rows but the chain tells whether it was done: somebody may have promoted on top of it already.
            live = await _store.LiveAsync(intent.UseCase, cancellationToken).ConfigureAwait(false);
            switch ((await _store.ChainAsync(live, cancellationToken).ConfigureAwait(false)).Find(intent.Id)?.Outcome)
            {
                case PromotionOutcome.Done:
                    return Made(intent, live);
                case PromotionOutcome.Lost:
                    await _store.RunAsync(_store.Statements.MarkLost(intent.Id), cancellationToken).ConfigureAwait(false);
                    throw Conflict(intent.Model, intent.Generation - 1, live);
                default:
                    // The model is still the one to be replaced; a canary was set, or a model withdrawn, perhaps this one.
                    (await _store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Refuse(intent.Model);
                    break;
            }
        }

        throw new CortexException(CortexErrorKind.Conflict, string.Create(
            CultureInfo.InvariantCulture, $"'{intent.UseCase}' could not be changed in {MostRounds} rounds, because others were quicker each time; ask again with the same id."))
        {
            Model = intent.Model,
        };
    }

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
            CortexErrorKind.InvalidValue, $"The use case '{request.UseCase}' has no earlier model to go back to; promote one instead.{(missing is null ? "" : $" {missing.Message}")}", missing)
        {
            Model = live.Model,
        };
    }

    /// <summary>What is live, a canary, to be gone back to, or was once live.</summary>
    private async Task<List<ModelUse>> UsesAsync(WithdrawnModels withdrawn, CancellationToken cancellationToken)
    {
        var uses = new List<ModelUse>();
        foreach (var live in await ListLiveAsync(cancellationToken).ConfigureAwait(false))
        {
            var chain = await _store.ChainAsync(live, cancellationToken).ConfigureAwait(false);
            var target = chain.RollbackTargets().FirstOrDefault(m => !withdrawn.Contains(m));
            if (live.Model is { } model)
                uses.Add(new(live.UseCase, model, ModelUseKind.Live));
            if (live.Canary is { } canary)
                uses.Add(new(live.UseCase, canary.Model, ModelUseKind.Canary));
            if (target is not null)
                uses.Add(new(live.UseCase, target, ModelUseKind.RollbackTarget));
            var earlier = chain.Done.Select(p => p.Model).Distinct(StringComparer.Ordinal).Where(m => m != live.Model && m != target);
            uses.AddRange(earlier.Select(m => new ModelUse(live.UseCase, m, ModelUseKind.Earlier)));
        }

        return uses;
    }

    private static PromotionRecord Intent(ModelChangeRequest request, string model, LiveModel live) =>
        new(request.Id, request.UseCase, model, PromotionOutcome.Pending)
        {
            PredecessorId = live.PromotionId,
            Generation = live.Generation + 1,
            Reason = request.Reason,
            Actor = request.Actor,
        };

    /// <summary>What a request left behind when it was made before.</summary>
    private static PromotionRecord? Known(PromotionChain chain, ModelChangeRequest request, bool isRollback, string? model = null)
    {
        var known = chain.Find(request.Id);
        if (known is not null && (known.IsRollback != isRollback || (model is not null && known.Model != model)))
        {
            throw new ArgumentException(
                $"The id {request.Id} is that of another change of '{request.UseCase}', to {known.Model}; each change needs an id of its own.", nameof(request));
        }

        return known;
    }

    private static void Expect(PromotionRecord? intent, ModelChangeRequest request, string model, LiveModel live)
    {
        if (intent is { Outcome: PromotionOutcome.Lost })
            throw Conflict(model, intent.Generation - 1, live);
        if (request.ExpectedGeneration is { } expected && expected != live.Generation)
            throw Conflict(model, expected, live);
    }

    /// <summary>A stamp that follows from what is changed and how, so that the same request made again finds its own.</summary>
    private static Guid RevisionOf(LiveModel live, Canary? canary) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{live.UseCase}|{live.Generation}|{live.Revision}|{canary?.Percent:0.00}|{canary?.Model}"))).AsSpan(0, 16));

    private static LiveModel Made(PromotionRecord done, LiveModel live) =>
        live.PromotionId == done.Id ? live : new(done.UseCase, done.Model, done.Generation, done.Id);

    private static PromotionConflictException Conflict(string model, long expected, LiveModel live) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model} was to replace generation {expected} of '{live.UseCase}', which is at generation {live.Generation} with {live.Model ?? "no model"} now: ")
        + "somebody else changed it. Look at it and ask again.",
        live);
}
