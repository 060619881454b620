using CortexSharp.Sql;

namespace CortexSharp.FineTuning;

/// <summary>A journal in a table, created on demand, that any number of processes share.</summary>
/// <remarks>
/// Columns: INTENT, CLAIM, RECORDED_AT, CLAIMED_AT, JOB_ID. Snowflake enforces no primary key and runs INSERTs in parallel, so the first row of an
/// intent comes by MERGE, and a claim changes hands by one compare-and-set UPDATE with a re-read that must find one's own stamp.
/// </remarks>
public sealed class SqlFineTuningJournal : IFineTuningJournal
{
    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    private readonly ISqlExecutor _executor;
    private readonly SqlIdentifier _table;
    private readonly TimeSpan _claimTimeout;

    /// <summary>Takes a table.</summary>
    /// <param name="executor">Runs the statements.</param>
    /// <param name="table">The table; default: <c>CORTEXSHARP_FINE_TUNING</c> in the current schema.</param>
    /// <param name="claimTimeout">
    /// After this time a claim without a job counts as left behind by a crash. It must be longer than starting a job may take. Default: 10 minutes,
    /// because a warehouse may have to wake up first.
    /// </param>
    public SqlFineTuningJournal(ISqlExecutor executor, SqlIdentifier? table = null, TimeSpan? claimTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
        _table = table ?? new SqlIdentifier("CORTEXSHARP_FINE_TUNING");
        _claimTimeout = claimTimeout ?? TimeSpan.FromMinutes(10);
    }

    /// <inheritdoc/>
    public async Task<FineTuningIntent> ClaimAsync(string intent, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(intent);
        await RunAsync(
            SqlStatement.Create(
                $"CREATE TABLE IF NOT EXISTS {_table} (INTENT VARCHAR NOT NULL, CLAIM VARCHAR, RECORDED_AT TIMESTAMP_LTZ, CLAIMED_AT "
                + $"TIMESTAMP_LTZ, JOB_ID VARCHAR)"),
            cancellationToken).ConfigureAwait(false);
        var claim = Guid.NewGuid().ToString();
        await RunAsync(
            SqlStatement.Create(
                $"MERGE INTO {_table} j USING (SELECT {intent} AS INTENT, {claim} AS CLAIM) s ON j.INTENT = s.INTENT WHEN NOT MATCHED THEN INSERT "
                + $"(INTENT, CLAIM, RECORDED_AT, CLAIMED_AT) VALUES (s.INTENT, s.CLAIM, CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP())"),
            cancellationToken).ConfigureAwait(false);

        var row = await ReadAsync(intent, cancellationToken).ConfigureAwait(false);
        if (row.JobId is not null || row.Claim == claim)
            return row.ToIntent(intent, FineTuningClaim.First);
        if (row.Claim is not null && row.ClaimAge < _claimTimeout)
            return row.ToIntent(intent, FineTuningClaim.HeldByOther);

        await RunAsync(
            SqlStatement.Create(
                $"UPDATE {_table} SET CLAIM = {claim}, CLAIMED_AT = CURRENT_TIMESTAMP() WHERE INTENT = {intent} AND JOB_ID IS NULL AND "
                + $"EQUAL_NULL(CLAIM, {SqlBind.Of(row.Claim)})"),
            cancellationToken).ConfigureAwait(false);
        row = await ReadAsync(intent, cancellationToken).ConfigureAwait(false);
        return row.ToIntent(intent, row.Claim == claim ? FineTuningClaim.TakenOver : FineTuningClaim.HeldByOther);
    }

    /// <inheritdoc/>
    public async Task SetJobAsync(FineTuningIntent claimed, string jobId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentException.ThrowIfNullOrWhiteSpace(jobId);
        await RunAsync(
            SqlStatement.Create(
                $"UPDATE {_table} SET JOB_ID = {jobId} WHERE INTENT = {claimed.Id} AND JOB_ID IS NULL AND EQUAL_NULL(CLAIM, "
                + $"{SqlBind.Of(claimed.ClaimId)})"),
            cancellationToken).ConfigureAwait(false);
        var row = await ReadAsync(claimed.Id, cancellationToken).ConfigureAwait(false);
        if (row.JobId != jobId)
        {
            throw new CortexException(
                CortexErrorKind.AmbiguousJob,
                $"Job {jobId} was started for intent '{claimed.Id}', but the claim had run out and was taken over; the journal says "
                + $"{row.JobId ?? "that another process is starting a job"}. Cancel one of the two, and give the journal a longer claim timeout.")
            {
                JobId = jobId,
            };
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(FineTuningIntent claimed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        return RunAsync(
            SqlStatement.Create(
                $"UPDATE {_table} SET CLAIM = NULL WHERE INTENT = {claimed.Id} AND JOB_ID IS NULL AND CLAIM = {SqlBind.Of(claimed.ClaimId)}"),
                cancellationToken);
    }

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        _executor.ExecuteNonQueryAsync(statement, null, cancellationToken);

    private async Task<Row> ReadAsync(string intent, CancellationToken cancellationToken)
    {
        var statement = SqlStatement.Create(
            $"SELECT CLAIM, RECORDED_AT, DATEDIFF('second', CLAIMED_AT, CURRENT_TIMESTAMP()) AS CLAIM_AGE, JOB_ID FROM {_table} WHERE INTENT = "
            + $"{intent}");
        var rows = new List<Row>();
        await foreach (var row in _executor.QueryAsync(statement, Reading, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new(
                row.GetOrDefault<string>("CLAIM"), row.Get<DateTimeOffset>("RECORDED_AT"), TimeSpan.FromSeconds(row.Get<double>("CLAIM_AGE")),
                row.GetOrDefault<string>("JOB_ID")));
        }

        return rows is [var only]
            ? only
            : throw new CortexException(
                CortexErrorKind.UnexpectedResponse,
                $"The journal {_table} has {rows.Count} rows for intent '{intent}'; it must have one. Remove the extra rows by hand.");
    }

    private sealed record Row(string? Claim, DateTimeOffset RecordedAt, TimeSpan ClaimAge, string? JobId)
    {
        public FineTuningIntent ToIntent(string intent, FineTuningClaim claim) => new(intent, RecordedAt, claim, JobId, Claim);
    }
}
