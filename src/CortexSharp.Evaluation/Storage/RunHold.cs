using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>Which call may take in the cases of an evaluation and write the scores of its runs: the one that began last.</summary>
/// <remarks>
/// A killed client leaves its last statement running, and nothing says when it comes. Each such statement therefore asks whether its call still holds
/// the run, and changes nothing when another has begun since: what it was to write belongs to other cases or metrics, perhaps.
/// </remarks>
internal sealed class RunHold(ISqlExecutor executor, RunStatements runs, EvaluationRequest request)
{
    // Each round somebody begins, so this many callers at once would have to be quicker.
    private const int MostRounds = 20;

    private readonly Guid _id = Guid.NewGuid();

    /// <summary>
    /// Takes all runs. Of two calls at the same time one gets all: whoever finds a run taken since it looked begins with the first again.
    /// </summary>
    /// <param name="find">Reads the runs.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    public async Task BeginAsync(Func<Task<List<StoredRun>>> find, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (await TryBeginAsync(await find().ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
                return;
        }

        throw new CortexException(
            CortexErrorKind.Conflict,
            $"Others go on with the evaluation {request.Id} at the same time, and were quicker {MostRounds} times; ask again.");
    }

    /// <summary>A row while this call holds the run; none when another has begun since.</summary>
    public SqlStatement Of(string run) => runs.HeldBy(run, _id);

    /// <summary>A row for each run that this call holds.</summary>
    public SqlStatement OfEvaluation => runs.HeldBy(request.Id, _id);

    /// <summary>Writes what the cases of a run are, unless that is written, or another call has begun since.</summary>
    public Task SealAsync(string run, long cases, string fingerprint, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(runs.Seal(run, _id, cases, fingerprint), null, cancellationToken);

    /// <summary>Writes what only the holder may write.</summary>
    /// <param name="statement">A statement that changes at least a row while the run is held, and none else.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async Task WriteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        if (await executor.ExecuteNonQueryAsync(statement, null, cancellationToken).ConfigureAwait(false) == 0)
            throw Lost();
    }

    /// <exception cref="CortexException">Another call has begun since.</exception>
    public async Task CheckAsync(string run, CancellationToken cancellationToken)
    {
        if (await executor.QueryScalarAsync<string>(Of(run), null, cancellationToken).ConfigureAwait(false) is null)
            throw Lost();
    }

    /// <summary>Writes how the call has ended, unless another goes on with the run.</summary>
    public Task EndAsync(string run, EvaluationRunStatus status, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(runs.End(run, _id, status), null, cancellationToken);

    private async Task<bool> TryBeginAsync(List<StoredRun> found, CancellationToken cancellationToken)
    {
        foreach (var run in found.Where(run => request.Models.Any(model => model.Name == run.Model)))
        {
            if (await executor.ExecuteNonQueryAsync(runs.Begin(run, _id, request.Metrics), null, cancellationToken).ConfigureAwait(false) != 1)
                return false;
        }

        return true;
    }

    private CortexException Lost() => new(
        CortexErrorKind.Conflict,
        $"Another call has begun to go on with the evaluation {request.Id}, so this one stops. What it has kept stays.");
}
