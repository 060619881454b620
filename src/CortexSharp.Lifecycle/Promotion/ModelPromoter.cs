using System.Globalization;
using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Promotes by compare-and-set. Each change is written down as an intent first; whether it was done is told by the chain of changes, from the live one back.</summary>
public sealed class ModelPromoter : IModelPromoter
{
    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    private readonly ISqlExecutor _executor;
    private readonly ICortexCompleteClient _completions;
    private readonly PromotionStatements _statements;
    private readonly PromotionTables _tables;

    /// <summary>Promotes through an executor.</summary>
    /// <param name="executor">Runs the statements.</param>
    /// <param name="completions">Asks a model before it goes live.</param>
    /// <param name="tables">Where it is kept; default: <c>ML_CONFIG</c> and <c>ML_PROMOTIONS</c>.</param>
    public ModelPromoter(ISqlExecutor executor, ICortexCompleteClient completions, PromotionTables? tables = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(completions);
        _executor = executor;
        _completions = completions;
        _tables = tables ?? new();
        _statements = new(_tables);
    }

    /// <inheritdoc/>
    public async Task<LiveModel> GetLiveAsync(string useCase, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        return await ReadLiveAsync(useCase, cancellationToken).ConfigureAwait(false) ?? new(useCase, null, 0, null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LiveModel>> ListLiveAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadAsync(_statements.AllLive(), cancellationToken).ConfigureAwait(false)).OrderBy(l => l.UseCase, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async Task<string?> GetRollbackTargetAsync(string useCase, CancellationToken cancellationToken = default)
    {
        var live = await GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false);
        return (await ChainAsync(live, cancellationToken).ConfigureAwait(false)).RollbackTarget()?.Model;
    }

    /// <inheritdoc/>
    public async Task<LiveModel> PromoteAsync(PromotionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var live = await BeginAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        var chain = await ChainAsync(live, cancellationToken).ConfigureAwait(false);
        var intent = chain.Find(request.Id);
        if (intent is { Outcome: PromotionOutcome.Done })
            return Made(intent, live);
        if (intent is { Outcome: PromotionOutcome.Lost })
            throw Conflict(intent, live);
        if (request.ExpectedGeneration is { } expected && expected != live.Generation)
            throw Conflict(request.Model, expected, live);

        await ProveCallableAsync(request, cancellationToken).ConfigureAwait(false);
        return await ChangeAsync(
            intent ?? new(request.Id, request.UseCase, request.Model, PromotionOutcome.Pending)
            {
                PredecessorId = live.PromotionId,
                Generation = live.Generation + 1,
                Reason = request.Reason,
                Actor = request.Actor,
                EvaluationRun = request.EvaluationRun,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LiveModel> RollbackAsync(string useCase, string reason, string? actor = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var live = await BeginAsync(useCase, cancellationToken).ConfigureAwait(false);
        var target = (await ChainAsync(live, cancellationToken).ConfigureAwait(false)).RollbackTarget()
            ?? throw new CortexException(CortexErrorKind.InvalidValue, $"The use case '{useCase}' has no earlier model to go back to; promote one instead.") { Model = live.Model };
        return await ChangeAsync(
            new(Guid.NewGuid(), useCase, target.Model, PromotionOutcome.Pending)
            {
                PredecessorId = live.PromotionId,
                Generation = live.Generation + 1,
                IsRollback = true,
                Reason = reason,
                Actor = actor,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LiveModel> SetCanaryAsync(LiveModel live, Canary? canary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(live);
        if (canary is { Percent: <= 0 or > 100 })
            throw new ArgumentOutOfRangeException(nameof(canary), string.Create(CultureInfo.InvariantCulture, $"A canary takes more than 0 and at most 100 percent of the calls, not {canary.Percent}."));
        await RunAsync(_statements.SetCanary(live, canary), cancellationToken).ConfigureAwait(false);
        var now = await GetLiveAsync(live.UseCase, cancellationToken).ConfigureAwait(false);
        return now.Generation == live.Generation && now.PromotionId == live.PromotionId
            ? now
            : throw new PromotionConflictException($"The model of '{live.UseCase}' was changed to {now.Model} since; look at it and set the canary again.", now);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PromotionRecord>> GetHistoryAsync(string useCase, CancellationToken cancellationToken = default)
    {
        return (await ChainAsync(await GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)).All;
    }

    /// <inheritdoc/>
    public async Task CreateAliasViewAsync(string useCase, SqlIdentifier view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        await BeginAsync(useCase, cancellationToken).ConfigureAwait(false);
        await RunAsync(_statements.CreateView(useCase, view), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task CreateAliasFunctionAsync(string useCase, SqlIdentifier function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        await BeginAsync(useCase, cancellationToken).ConfigureAwait(false);
        await RunAsync(_statements.CreateFunction(useCase, function), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes tables and row where they are missing, and reads the row.</summary>
    private async Task<LiveModel> BeginAsync(string useCase, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        await RunAsync(_statements.CreateConfig(), cancellationToken).ConfigureAwait(false);
        await RunAsync(_statements.CreatePromotions(), cancellationToken).ConfigureAwait(false);
        if (await ReadLiveAsync(useCase, cancellationToken).ConfigureAwait(false) is { } live)
            return live;
        await RunAsync(_statements.AddUseCase(useCase), cancellationToken).ConfigureAwait(false);
        return await ReadLiveAsync(useCase, cancellationToken).ConfigureAwait(false)
            ?? throw new CortexException(CortexErrorKind.UnexpectedResponse, $"The row of '{useCase}' in {_tables.Config} cannot be read right after it was written.");
    }

    private async Task<LiveModel> ChangeAsync(PromotionRecord intent, CancellationToken cancellationToken)
    {
        await RunAsync(_statements.AddIntent(intent), cancellationToken).ConfigureAwait(false);
        await RunAsync(_statements.Flip(intent), cancellationToken).ConfigureAwait(false);

        // Not the count of changed rows but the chain tells whether it was done: somebody may have promoted on top of it already.
        var live = await BeginAsync(intent.UseCase, cancellationToken).ConfigureAwait(false);
        if ((await ChainAsync(live, cancellationToken).ConfigureAwait(false)).Contains(intent.Id))
            return Made(intent, live);
        await RunAsync(_statements.MarkLost(intent.Id), cancellationToken).ConfigureAwait(false);
        throw Conflict(intent, live);
    }

    /// <summary>A model that the application cannot call must not go live.</summary>
    private async Task ProveCallableAsync(PromotionRequest request, CancellationToken cancellationToken)
    {
        foreach (var role in request.GrantUsageTo)
            await RunAsync(PromotionStatements.GrantUsage(request.Model, role), cancellationToken).ConfigureAwait(false);
        if (request.Probe is not { } probe)
            return;
        try
        {
            await _completions.CompleteAsync(
                new(request.Model, probe) { Options = new() { MaxTokens = 16 }, Execution = request.ProbeRole is { } role ? new() { Role = role } : null }, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e)
        {
            throw new CortexException(e.Kind, $"{request.Model} was asked before it goes live and did not answer, so '{request.UseCase}' stays as it is: {e.Message}", e)
            {
                Model = request.Model,
                IsTransient = e.IsTransient,
                QueryId = e.QueryId,
                ErrorCode = e.ErrorCode,
                SqlState = e.SqlState,
            };
        }
    }

    private async Task<PromotionChain> ChainAsync(LiveModel live, CancellationToken cancellationToken)
    {
        var all = new List<PromotionRecord>();
        await foreach (var row in _executor.QueryAsync(_statements.All(live.UseCase), Reading, cancellationToken).ConfigureAwait(false))
        {
            all.Add(new(row.Get<Guid>("PROMOTION_ID"), live.UseCase, row.Get<string>("MODEL"), row.Get<bool>("IS_LOST") ? PromotionOutcome.Lost : PromotionOutcome.Pending)
            {
                PredecessorId = row.GetOrDefault<Guid?>("PREDECESSOR_ID"),
                Generation = row.Get<long>("GENERATION"),
                IsRollback = row.Get<bool>("IS_ROLLBACK"),
                Reason = row.GetOrDefault<string>("REASON"),
                Actor = row.GetOrDefault<string>("ACTOR"),
                EvaluationRun = row.GetOrDefault<string>("EVALUATION_RUN"),
                CreatedAt = row.Get<DateTimeOffset>("CREATED_AT"),
            });
        }

        return new(live, all);
    }

    private async Task<LiveModel?> ReadLiveAsync(string useCase, CancellationToken cancellationToken) =>
        await ReadAsync(_statements.Live(useCase), cancellationToken).ConfigureAwait(false) switch
        {
            [] => null,
            [var live] => live,
            // Nothing enforces the key, and with two rows a change would be half of one.
            _ => throw new CortexException(CortexErrorKind.InvalidValue, $"{_tables.Config} has more than one row for the use case '{useCase}'; delete all but the right one."),
        };

    private async Task<List<LiveModel>> ReadAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            // An application may read and nothing else, so no table is made here.
            return await _executor.QueryAsync(statement, Reading, cancellationToken).Select(Live).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.NotFound)
        {
            throw new CortexException(e.Kind, $"{_tables.Config} cannot be read: either no model was ever promoted, or the role lacks SELECT on it. {e.Message}", e);
        }
    }

    private static LiveModel Live(SqlRow row) =>
        new(row.Get<string>("USE_CASE"), row.GetOrDefault<string>("CURRENT_MODEL"), row.Get<long>("GENERATION"), row.GetOrDefault<Guid?>("PROMOTION_ID"))
        {
            Canary = row.GetOrDefault<string>("CANARY_MODEL") is { } canary ? new(canary, row.Get<decimal>("CANARY_PERCENT")) : null,
        };

    private static LiveModel Made(PromotionRecord done, LiveModel live) =>
        live.PromotionId == done.Id ? live : new(done.UseCase, done.Model, done.Generation, done.Id);

    private static PromotionConflictException Conflict(PromotionRecord lost, LiveModel live) => Conflict(lost.Model, lost.Generation - 1, live);

    private static PromotionConflictException Conflict(string model, long expected, LiveModel live) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model} was to replace generation {expected} of '{live.UseCase}', which is at generation {live.Generation} with {live.Model ?? "no model"} now: somebody else changed it. Look at it and ask again."),
        live);

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) => _executor.ExecuteNonQueryAsync(statement, null, cancellationToken);
}
