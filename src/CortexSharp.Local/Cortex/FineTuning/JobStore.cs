using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Cortex.Usage;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>The jobs of the file, which several processes may share: every change is one compare-and-set.</summary>
/// <param name="tables">Where they are.</param>
/// <param name="credits">What training costs.</param>
/// <param name="time">The clock.</param>
internal sealed class JobStore(CortexTables tables, Credits credits, TimeProvider time)
{
    /// <summary>How long a job stays with a process that does not say anything any more.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(5);

    private const string Columns = """
        id, status, progress, model_database, model_schema, model_name, base_model, training_data, validation_data, options, max_epochs,
        query_id, database_name, schema_name, created_on, finished_on, trained_tokens, training_loss, validation_loss, error_code, error_message, role
        """;

    private const string IfMine = """ WHERE id = $id AND owner = $owner AND status = 'IN_PROGRESS'""";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private long LeaseEnd => (time.GetUtcNow() + LeaseTime).ToUnixTimeMilliseconds();

    /// <summary>Adds a job that is yet to run.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="context">The creating statement.</param>
    /// <returns>Its id.</returns>
    public string Add(JobRequest request, CallContext context)
    {
        var id = $"ft_{Guid.NewGuid()}";
        Change("""
            INSERT INTO "_cortexsharp_jobs" (id, query_id, status, database_name, schema_name, model_database, model_schema, model_name,
                base_model, training_data, validation_data, options, max_epochs, created_on, role)
            VALUES ($id, $query, 'PENDING', $database, $schema, $modelDatabase, $modelSchema, $model, $base, $training, $validation, $options,
              $epochs, $now, $role)
            """,
            ("$id", id), ("$query", context.QueryId), ("$database", context.Database), ("$schema", context.Schema),
            ("$modelDatabase", request.Model.Database), ("$modelSchema", request.Model.Schema), ("$model", request.Model.Name),
            ("$base", request.BaseModel), ("$training", request.TrainingData), ("$validation", request.ValidationData),
            ("$options", request.Options), ("$epochs", request.MaxEpochs), ("$now", Now), ("$role", context.Role));
        return id;
    }

    /// <summary>The job of this id, when there is one.</summary>
    /// <param name="id">The id.</param>
    public FineTuneJob? Find(string id) =>
        Read($"""SELECT {Columns} FROM "_cortexsharp_jobs" WHERE id = $id""", ("$id", id)).SingleOrDefault();

    /// <summary>All jobs, the newest first.</summary>
    public IReadOnlyList<FineTuneJob> List() => Read($"""SELECT {Columns} FROM "_cortexsharp_jobs" ORDER BY sequence DESC""");

    /// <summary>Takes the oldest job that waits, or that its owner has left; null when there is none.</summary>
    public JobClaim? TryClaim()
    {
        var owner = Guid.NewGuid().ToString();
        var job = Read($"""
            UPDATE "_cortexsharp_jobs" SET status = 'IN_PROGRESS', progress = 0, owner = $owner, lease_until = $until
            WHERE sequence = (SELECT sequence FROM "_cortexsharp_jobs"
                WHERE status = 'PENDING' OR (status = 'IN_PROGRESS' AND lease_until <= $now) ORDER BY sequence LIMIT 1)
            RETURNING {Columns}
            """,
            ("$owner", owner), ("$until", LeaseEnd), ("$now", Now)).SingleOrDefault();
        return job is null ? null : new JobClaim(job, owner);
    }

    /// <summary>When the first lease of a running job ends, if it is not renewed; null when no job runs.</summary>
    public DateTimeOffset? NextLeaseEnd() => tables.Use<DateTimeOffset?>(static connection =>
    {
        using var command = CortexTables.Command(connection, """SELECT MIN(lease_until) FROM "_cortexsharp_jobs" WHERE status = 'IN_PROGRESS'""");
        return command.ExecuteScalar() is long end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null;
    });

    /// <summary>Renews a lease and tells the progress.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="progress">The part done.</param>
    /// <returns>False when the job was cancelled or taken over.</returns>
    public bool TryRenew(JobClaim claim, double progress) => Change(
        """UPDATE "_cortexsharp_jobs" SET lease_until = $until, progress = MAX(progress, $progress)""" + IfMine,
        ("$id", claim.Job.Id), ("$owner", claim.Owner), ("$until", LeaseEnd), ("$progress", progress));

    /// <summary>Leaves a job to whoever comes next, to be trained again from the start.</summary>
    /// <param name="claim">The claim.</param>
    public void Release(JobClaim claim) => Change(
        """UPDATE "_cortexsharp_jobs" SET lease_until = 0, owner = NULL""" + IfMine, ("$id", claim.Job.Id), ("$owner", claim.Owner));

    /// <summary>Ends a job with an error, if it is still this claim's.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="code">Snowflake's code.</param>
    /// <param name="message">What went wrong.</param>
    public void Fail(JobClaim claim, string code, string message) => Change(
        """UPDATE "_cortexsharp_jobs" SET status = 'ERROR', owner = NULL, finished_on = $now, error_code = $code, error_message = $message"""
        + IfMine,
        ("$id", claim.Job.Id), ("$owner", claim.Owner), ("$now", Now), ("$code", code), ("$message", message));

    /// <summary>Ends a job with a model, if it is still this claim's: both or neither.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="result">What the training gave.</param>
    public void Succeed(JobClaim claim, JobResult result) => tables.Use(connection =>
    {
        var now = time.GetUtcNow();
        using var transaction = connection.BeginTransaction(deferred: false);
        var model = ModelRegistry.Add(transaction, claim.Job.Request.Model, claim.Job.Request.BaseModel, claim.Job.Context.Role, now, result.Content);
        using var command = CortexTables.Command(connection, """
            UPDATE "_cortexsharp_jobs" SET status = 'SUCCESS', owner = NULL, progress = 1, finished_on = $now, model_name = $model,
                trained_tokens = $tokens, training_loss = $training, validation_loss = $validation,
                credits = $credits
            """ + IfMine,
            ("$id", claim.Job.Id), ("$owner", claim.Owner), ("$now", now.ToUnixTimeMilliseconds()), ("$model", model.Name),
            ("$tokens", result.TrainedTokens), ("$training", result.TrainingLoss), ("$validation", result.ValidationLoss),
            ("$credits", credits.Training(claim.Job.Request.BaseModel, result.TrainedTokens)));
        command.Transaction = transaction;
        var mine = command.ExecuteNonQuery() == 1;
        if (mine)
            transaction.Commit();
        return mine;
    });

    /// <summary>Cancels a job that is still open; false when there is none such.</summary>
    /// <param name="id">Its id.</param>
    public bool TryCancel(string id) => Change("""
        UPDATE "_cortexsharp_jobs" SET status = 'CANCELLED', owner = NULL, finished_on = $now WHERE id = $id AND status IN ('PENDING', 'IN_PROGRESS')
        """, ("$id", id), ("$now", Now));

    private bool Change(string sql, params (string Name, object? Value)[] parameters) => tables.Change(sql, parameters) == 1;

    private List<FineTuneJob> Read(string sql, params (string Name, object? Value)[] parameters) => tables.Read(sql, ReadJob, parameters);

    private static FineTuneJob ReadJob(SqliteDataReader row)
    {
        var request = new JobRequest(new SqlIdentifier(row.GetString(3), row.GetString(4), row.GetString(5)), row.GetString(6), row.GetString(7),
            TextAt(row, 8), TextAt(row, 9), row.GetInt32(10));
        var context = new CallContext(row.GetString(11), row.GetString(12), row.GetString(13), QueryTag: null) { Role = row.GetString(21) };
        return new FineTuneJob(
            row.GetString(0), row.GetString(1), row.GetDouble(2), request, context, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(14)))
        {
            FinishedOn = row.IsDBNull(15) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(15)),
            Result = row.IsDBNull(16) ? null : (row.GetInt64(16), row.GetDouble(17), row.GetDouble(18)),
            Error = TextAt(row, 19) is { } code ? (code, row.GetString(20)) : null,
        };
    }

    private static string? TextAt(SqliteDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
