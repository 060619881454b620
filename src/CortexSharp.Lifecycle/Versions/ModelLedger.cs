using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Versions;

/// <summary>Keeps versions in tables.</summary>
public sealed class ModelLedger : IModelLedger
{
    // Each round somebody gets a number, so this many callers at once would have to be quicker.
    private const int MostRounds = 200;

    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    private readonly ISqlExecutor _executor;
    private readonly LedgerTables _tables;
    private readonly LedgerStatements _statements;

    /// <summary>Keeps versions through an executor.</summary>
    /// <param name="executor">Runs the statements.</param>
    /// <param name="tables">Where they are kept; default: <c>ML_MODEL_VERSIONS</c>, <c>ML_MODEL_COUNTERS</c> and <c>ML_MODEL_CLAIMS</c>.</param>
    public ModelLedger(ISqlExecutor executor, LedgerTables? tables = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
        _tables = tables ?? new();
        _statements = new(_tables);
    }

    /// <inheritdoc/>
    public async Task<ModelVersion> ReserveAsync(ModelVersionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.UseCase);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.BaseModel);
        await RunAsync(_statements.CreateVersions(), cancellationToken).ConfigureAwait(false);
        await RunAsync(_statements.CreateCounters(), cancellationToken).ConfigureAwait(false);
        if (await FindAsync(request.Id, cancellationToken).ConfigureAwait(false) is { } known)
            return known;
        var number = await NumberAsync(request, cancellationToken).ConfigureAwait(false);
        await RunAsync(
            _statements.Add(new(request.Id, request.UseCase, number, Named(request.Name, number).ToString(), request.BaseModel)),
            cancellationToken).ConfigureAwait(false);
        return await FindAsync(request.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new CortexException(
                CortexErrorKind.UnexpectedResponse, $"The version {request.Id} cannot be read right after it was written to {_tables.Versions}.");
    }

    /// <inheritdoc/>
    public async Task<Guid> ClaimAsync(
        string useCase, string training, Guid id, Guid? insteadOf = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentException.ThrowIfNullOrWhiteSpace(training);
        await RunAsync(_statements.CreateClaims(), cancellationToken).ConfigureAwait(false);
        await RunAsync(_statements.AddClaim(useCase, training, id), cancellationToken).ConfigureAwait(false);
        if (insteadOf is { } holder)
            await RunAsync(_statements.TakeClaim(useCase, training, holder, id), cancellationToken).ConfigureAwait(false);
        var holders = await _executor.QueryAsync(_statements.ReadClaim(useCase, training), Reading, cancellationToken)
            .Select(row => row.Get<Guid>("HOLDER")).ToListAsync(cancellationToken).ConfigureAwait(false);
        return holders is [var only]
            ? only
            : throw new CortexException(CortexErrorKind.InvalidValue, string.Create(
                CultureInfo.InvariantCulture,
                $"{_tables.Claims} has {holders.Count} rows for the training {training} of '{useCase}'; it must have one: delete the others."));
    }

    /// <inheritdoc/>
    public async Task<ModelVersion> UpdateAsync(ModelVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        var next = version with { Revision = version.Revision + 1 };
        if (await RunAsync(_statements.Update(version), cancellationToken).ConfigureAwait(false) != 0)
            return next;
        var kept = await FindAsync(version.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new CortexException(
                CortexErrorKind.NotFound, $"There is no version {version.Id} of '{version.UseCase}' in {_tables.Versions}; reserve it first.");
        // A statement of a call before this one, whose answer was lost, may have come in between and said the same.
        return SaysTheSame(kept, next)
            ? kept
            : throw new VersionChangedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Version {version.Number} of '{version.UseCase}' was changed by somebody else since it was read; read it again."), kept);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelVersion>> ListAsync(string? useCase = null, CancellationToken cancellationToken = default)
    {
        await RunAsync(_statements.CreateVersions(), cancellationToken).ConfigureAwait(false);
        return await _executor.QueryAsync(_statements.List(useCase), Reading, cancellationToken).Select(Read)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> NumberAsync(ModelVersionRequest request, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (await CounterAsync(request.UseCase, cancellationToken).ConfigureAwait(false) is not ({ } last, var holder))
            {
                await RunAsync(_statements.AddCounter(request.UseCase), cancellationToken).ConfigureAwait(false);
                continue;
            }

            // Taken before this process, or its connection, was lost.
            if (holder == request.Id)
                return last;
            // The count tells: the row may be another's again before it could be re-read.
            if (await RunAsync(_statements.TakeNumber(request.UseCase, last, request.Id), cancellationToken).ConfigureAwait(false) == 1)
                return last + 1;
        }

        throw new CortexException(CortexErrorKind.Conflict, string.Create(
            CultureInfo.InvariantCulture,
            $"No number could be had for '{request.UseCase}' in {MostRounds} rounds, because others were quicker each time; ask again."));
    }

    private async Task<(long? Last, Guid? Holder)> CounterAsync(string useCase, CancellationToken cancellationToken)
    {
        (long? Last, Guid? Holder) counter = default;
        await foreach (var row in _executor.QueryAsync(_statements.ReadCounter(useCase), Reading, cancellationToken).ConfigureAwait(false))
        {
            if (counter.Last is not null)
            {
                throw new CortexException(
                    CortexErrorKind.InvalidValue,
                    $"{_tables.Counters} has more than one row for the use case '{useCase}'; delete all but the one with the highest number.");
            }

            counter = (row.Get<long>("LAST_VERSION"), row.GetOrDefault<Guid?>("HOLDER"));
        }

        return counter;
    }

    private async Task<ModelVersion?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await _executor.QueryAsync(_statements.Find(id), Reading, cancellationToken).Select(Read)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private static ModelVersion Read(SqlRow row) =>
        new(row.Get<Guid>("ID"), row.Get<string>("USE_CASE"), row.Get<long>("VERSION"), row.Get<string>("MODEL"), row.Get<string>("BASE_MODEL"))
        {
            Status = new(row.Get<string>("STATUS")),
            FinalModel = row.GetOrDefault<string>("FINAL_MODEL"),
            Result = row.GetOrDefault<string>("RESULT_KIND") is { } kind ? new(new(kind), row.Get<string>("RESULT")) : null,
            SnapshotHash = row.GetOrDefault<string>("SNAPSHOT_HASH"),
            SnapshotTables = row.GetOrDefault<JsonElement?>("SNAPSHOT_TABLES") is { ValueKind: JsonValueKind.Array } names
                ? [.. names.EnumerateArray().Select(n => n.GetString()!)]
                : [],
            Epochs = row.GetOrDefault<int?>("EPOCHS"),
            TrainingOptions = row.GetOrDefault<JsonElement?>("TRAINING_OPTIONS") is { ValueKind: JsonValueKind.Object } options
                ? options.EnumerateObject().ToFrozenDictionary(o => o.Name, o => o.Value.GetString()!)
                : FrozenDictionary<string, string>.Empty,
            Baseline = row.GetOrDefault<string>("BASELINE"),
            Backend = row.GetOrDefault<string>("BACKEND"),
            JobId = row.GetOrDefault<string>("JOB_ID"),
            EvaluationRun = row.GetOrDefault<string>("EVALUATION_RUN"),
            TrainedTokens = row.GetOrDefault<long?>("TRAINED_TOKENS"),
            TrainingCost = row.GetOrDefault<decimal?>("TRAINING_COST") is { } cost
                ? new Amount(cost, new(row.Get<string>("TRAINING_COST_UNIT")))
                : null,
            Note = row.GetOrDefault<string>("NOTE"),
            Revision = row.Get<long>("REVISION"),
            CreatedAt = row.Get<DateTimeOffset>("CREATED_AT"),
        };

    /// <summary>Whether two versions are written in the same way.</summary>
    private bool SaysTheSame(ModelVersion left, ModelVersion right) => Written(left).SequenceEqual(Written(right));

    private IEnumerable<object?> Written(ModelVersion version) => _statements.Update(version).Binds.Select(b => b.Value);

    private static SqlIdentifier Named(SqlIdentifier name, long number) =>
        new([.. name.Parts.SkipLast(1), string.Create(CultureInfo.InvariantCulture, $"{name.Name}_V{number}")]);

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        _executor.ExecuteNonQueryAsync(statement, null, cancellationToken);
}
