using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Reads and writes the tables of promotions, one statement at a time.</summary>
internal sealed class PromotionStore(ISqlExecutor executor, PromotionTables tables)
{
    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    public PromotionStatements Statements { get; } = new(tables);

    public Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(statement, null, cancellationToken);

    /// <summary>Makes the tables where they are missing.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await RunAsync(Statements.CreateConfig(), cancellationToken).ConfigureAwait(false);
        await RunAsync(Statements.CreatePromotions(), cancellationToken).ConfigureAwait(false);
        await RunAsync(Statements.CreateWithdrawn(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes tables and row where they are missing, and reads the row.</summary>
    public async Task<LiveModel> BeginAsync(string useCase, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        if (await FindLiveAsync(useCase, cancellationToken).ConfigureAwait(false) is { } live)
            return live;
        await RunAsync(Statements.AddUseCase(useCase), cancellationToken).ConfigureAwait(false);
        return await FindLiveAsync(useCase, cancellationToken).ConfigureAwait(false)
            ?? throw new CortexException(
                CortexErrorKind.UnexpectedResponse, $"The row of '{useCase}' in {tables.Config} cannot be read right after it was written.");
    }

    /// <summary>The full name of the table that applications read.</summary>
    public Task<SqlIdentifier> ConfigNameAsync(CancellationToken cancellationToken) =>
        executor.QualifyAsync(tables.Config, Reading, cancellationToken);

    /// <summary>What a use case calls; generation 0 where it has no row.</summary>
    public async Task<LiveModel> LiveAsync(string useCase, CancellationToken cancellationToken) =>
        await FindLiveAsync(useCase, cancellationToken).ConfigureAwait(false) ?? new(useCase, null, 0, null);

    /// <summary>What every use case calls, by name.</summary>
    public async Task<IReadOnlyList<LiveModel>> AllLiveAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(Statements.AllLive(), Live, cancellationToken).ConfigureAwait(false)).OrderBy(l => l.UseCase, StringComparer.Ordinal)];

    public async Task<PromotionChain> ChainAsync(LiveModel live, CancellationToken cancellationToken) =>
        new(live, await ReadAsync(Statements.All(live.UseCase), row => Promotion(row, live.UseCase), cancellationToken).ConfigureAwait(false));

    public async Task<WithdrawnModels> WithdrawnAsync(CancellationToken cancellationToken) => new(await ReadAsync(
        Statements.AllWithdrawn(),
        static row => new WithdrawnModel(
            row.Get<string>("MODEL"), row.Get<string>("REASON"), row.GetOrDefault<string>("ACTOR"), row.Get<DateTimeOffset>("CREATED_AT")),
        cancellationToken).ConfigureAwait(false));

    private async Task<LiveModel?> FindLiveAsync(string useCase, CancellationToken cancellationToken) =>
        await ReadAsync(Statements.Live(useCase), Live, cancellationToken).ConfigureAwait(false) switch
        {
            [] => null,
            [var live] => live,
            // Nothing enforces the key, and with two rows a change would be half of one.
            _ => throw new CortexException(
                CortexErrorKind.InvalidValue, $"{tables.Config} has more than one row for the use case '{useCase}'; delete all but the right one."),
        };

    private async Task<List<T>> ReadAsync<T>(SqlStatement statement, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        try
        {
            // An application may read and nothing else, so no table is made here.
            return await executor.QueryAsync(statement, Reading, cancellationToken).Select(read).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.NotFound)
        {
            throw new CortexException(
                e.Kind,
                $"What is live cannot be read from {tables.Config} and the tables beside it: either no model was ever promoted, or the role lacks "
                + $"SELECT on them. {e.Message}",
                e);
        }
    }

    private static LiveModel Live(SqlRow row) =>
        new(
            row.Get<string>("USE_CASE"), row.GetOrDefault<string>("CURRENT_MODEL"), row.Get<long>("GENERATION"),
            row.GetOrDefault<Guid?>("PROMOTION_ID"))
        {
            Canary = row.GetOrDefault<string>("CANARY_MODEL") is { } canary ? new(canary, row.Get<decimal>("CANARY_PERCENT")) : null,
            Revision = row.GetOrDefault<Guid?>("REVISION"),
        };

    private static PromotionRecord Promotion(SqlRow row, string useCase) =>
        new(
            row.Get<Guid>("PROMOTION_ID"), useCase, row.Get<string>("MODEL"),
            row.Get<bool>("IS_LOST") ? PromotionOutcome.Lost : PromotionOutcome.Pending)
        {
            PredecessorId = row.GetOrDefault<Guid?>("PREDECESSOR_ID"),
            Generation = row.Get<long>("GENERATION"),
            IsRollback = row.Get<bool>("IS_ROLLBACK"),
            Reason = row.GetOrDefault<string>("REASON"),
            Actor = row.GetOrDefault<string>("ACTOR"),
            EvaluationRun = row.GetOrDefault<string>("EVALUATION_RUN"),
            CreatedAt = row.Get<DateTimeOffset>("CREATED_AT"),
        };
}
