using CortexSharp.Completions;
using CortexSharp.Evaluation.Asking;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>Has slices answered by statements, each of them once whatever becomes of this process.</summary>
/// <remarks>
/// What is sent is journalled first. A slice that is found as sent may have a statement running that nobody waits for any more: it is found by its
/// id, or the request is sent again under its own id, which runs it once. Where an executor can do neither, the statement is looked for in the query
/// history by its tag, and where that does not tell either, the slice is left alone until the statement cannot be running any more. One statement is
/// one atomic unit, so what has failed has kept nothing and may be asked again. Rows that came to nothing for a reason that may pass, as too many
/// requests, are forgotten and asked again some time later; the journal counts how often.
/// </remarks>
internal sealed class SliceJournal(
    ISqlExecutor executor, SliceStatements slices, AnswerStatements answers, CaseStatements cases, EvaluationTables tables, EvaluationRequest request,
    TimeProvider time)
{
    private readonly QueryHistory _history = new(executor, time);

    // Whether an executor over a driver can tag a statement is known only by trying.
    private bool _tagRefused;

    // Whether an account accepts return_error_details is known only by trying.
    private bool _errorDetailsRefused;

    /// <summary>Sees to it that every case of the slice has its answer.</summary>
    public async Task AnswerAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        while (slice.Status != Slice.Answered)
            slice = await StepAsync(slice, model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sees to it that no statement runs for the slice, as of an earlier call that asked inside Snowflake; it is then open or answered.
    /// </summary>
    public async Task<Slice> SettleAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        while (slice.Status == Slice.Sent)
            slice = await StepAsync(slice, model, cancellationToken).ConfigureAwait(false);
        await ForgetPassingAsync(slice, cancellationToken).ConfigureAwait(false);
        return slice;
    }

    private async Task<Slice> StepAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        if (slice.Status != Slice.Open)
            await RecoverAsync(slice, model, cancellationToken).ConfigureAwait(false);
        else if (await ClaimAsync(slice, cancellationToken).ConfigureAwait(false) is { } claimed)
            await SendAsync(claimed, model, cancellationToken).ConfigureAwait(false);
        return await FindAsync(slice, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Journals a new request; null when another client was quicker.</summary>
    private async Task<Slice?> ClaimAsync(Slice slice, CancellationToken cancellationToken)
    {
        if (slice.IsToRepeat)
        {
            await ForgetPassingAsync(slice, cancellationToken).ConfigureAwait(false);
            await Task.Delay(BackOff.WaitAfter(slice.Repeats), time, cancellationToken).ConfigureAwait(false);
        }

        var claimed = slice with { Status = Slice.Sent, RequestId = Guid.NewGuid(), SentAt = time.GetUtcNow() };
        return await RunAsync(slices.Claim(slice, claimed), cancellationToken).ConfigureAwait(false) == 1 ? claimed : null;
    }

    private async Task SendAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(slice, model, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException exception) when (!exception.IsTransient)
        {
            await RunAsync(slices.Release(slice), cancellationToken).ConfigureAwait(false);
            if (exception.Kind == CortexErrorKind.NotSupported && executor is not IResumableSqlExecutor && !_tagRefused)
                _tagRefused = true;
            else if (exception.Kind == CortexErrorKind.ErrorDetailsNotAllowed && !_errorDetailsRefused)
                _errorDetailsRefused = true;
            else
                throw;
        }
    }

    private async Task RecoverAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        // Looked for even where the request can be sent again: it may have been sent through another executor.
        var hasEnded = (slice.QueryId is null || executor is not IResumableSqlExecutor)
            && await _history.WaitForEndAsync(StoredRun.QueryTagOf(slice.Run), slice.RequestId!.Value, cancellationToken).ConfigureAwait(false);
        if (await executor.QueryScalarAsync<long>(answers.Count(slice), null, cancellationToken).ConfigureAwait(false) == slice.Cases)
        {
            await FinishAsync(slice, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (hasEnded || executor is not IResumableSqlExecutor resumable)
        {
            if (!hasEnded)
                ThrowIfAlive(slice);
            await RunAsync(slices.Release(slice), cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            if (slice.QueryId is null || !await AttachAsync(resumable, slice, slice.QueryId, cancellationToken).ConfigureAwait(false))
                await AskAsync(slice, model, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException exception) when (!exception.IsTransient)
        {
            // It failed while nobody listened; the next round asks anew, and tells what it hears.
            await RunAsync(slices.Release(slice), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the statement of a slice, if it is still known.</summary>
    private async Task<bool> AttachAsync(IResumableSqlExecutor resumable, Slice slice, string queryId, CancellationToken cancellationToken)
    {
        try
        {
            var result = await resumable.AttachAsync(queryId, cancellationToken).ConfigureAwait(false);
            await using (result.ConfigureAwait(false))
                await result.FirstAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException exception) when (exception.Kind == CortexErrorKind.NotFound)
        {
            return false;
        }

        await FinishAsync(slice, queryId, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Journals that the slice's statement has ended and kept what came.</summary>
    private async Task FinishAsync(Slice slice, string? queryId, CancellationToken cancellationToken)
    {
        var isToRepeat = slice.Repeats + 1 < request.MostAttempts
            && await PassingAsync(slice, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(isToRepeat ? slices.Repeat(slice) : slices.Complete(slice, queryId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the answers that are errors which may pass, in a slice that is to be repeated.</summary>
    private async Task ForgetPassingAsync(Slice slice, CancellationToken cancellationToken)
    {
        if (!slice.IsToRepeat)
            return;
        using var keys = new JsonBatch();
        await foreach (var key in PassingAsync(slice, cancellationToken).ConfigureAwait(false))
            keys.Add(json => json.WriteStringValue(key));
        if (keys.Count > 0)
            await RunAsync(answers.Forget(slice, slices.WhileToRepeat(slice), keys), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The cases of a slice whose answer is an error that may pass.</summary>
    private IAsyncEnumerable<string> PassingAsync(Slice slice, CancellationToken cancellationToken) =>
        executor.QueryAsync(answers.FailedOfSlice(slice), null, cancellationToken).Select(row => AnswerStatements.Read(row, slice.Run))
            .Where(answer => answer.Error is { MayPass: true }).Select(answer => answer.CaseKey);

    private async Task AskAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        var call = new AnswerCall(model.Name, request.Options, request.ResponseSchema, !_errorDetailsRefused);
        var statement = answers.Ask(slice, cases.Unanswered(slice, request.PromptTemplate, slices.WhileSent(slice)), call);
        var options = new SqlExecutionOptions { Effect = SqlEffect.Billable, QueryTag = _tagRefused ? null : StoredRun.QueryTagOf(slice.Run) };
        if (executor is IResumableSqlExecutor)
            options = options with { RequestId = slice.RequestId };
        else
            statement = QueryHistory.Marked(statement, slice.RequestId!.Value);
        string? queryId;
        try
        {
            var result = await executor.ExecuteAsync(statement, options, cancellationToken).ConfigureAwait(false);
            await using (result.ConfigureAwait(false))
            {
                queryId = result.QueryId;
                await result.FirstAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (CortexException exception) when (exception is { IsTransient: true, QueryId: { } lost })
        {
            await RunAsync(slices.Name(slice, lost), cancellationToken).ConfigureAwait(false);
            throw;
        }

        await FinishAsync(slice, queryId, cancellationToken).ConfigureAwait(false);
    }

    private void ThrowIfAlive(Slice slice)
    {
        var end = slice.SentAt + request.StatementLifetime;
        if (end is null || time.GetUtcNow() < end)
        {
            throw new CortexException(
                CortexErrorKind.Conflict,
                $"Slice {slice.Number} of the run {slice.Run} was sent at {slice.SentAt:u} and has not all its answers. Its statement may still "
                + "run, neither "
                + $"this executor nor the query history of this user tells, and nothing is asked twice: go on after {end:u}, or earlier with a "
                + "shorter "
                + $"{nameof(EvaluationRequest)}.{nameof(EvaluationRequest.StatementLifetime)} once it is known to have ended.");
        }
    }

    private async Task<Slice> FindAsync(Slice slice, CancellationToken cancellationToken)
    {
        var found = await executor.QueryAsync(slices.Find(slice), null, cancellationToken).Select(SliceStatements.Read)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return found is [var one]
            ? one
            : throw new CortexException(
                CortexErrorKind.UnexpectedResponse,
                $"{tables.Slices} has {found.Count} rows for slice {slice.Number} of the run {slice.Run}; there must be one.");
    }

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(statement, null, cancellationToken);
}
