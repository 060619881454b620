using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>
/// An evaluation that is kept in tables, from taking in the cases to reading back the scores. Made again, it goes on where it was left.
/// </summary>
internal sealed class StoredEvaluation(
    ISqlExecutor executor, EvaluationTables tables, EvaluationRequest request, IProgress<EvaluationProgress>? progress, TimeProvider time)
{
    private readonly RunStatements _runs = new(tables.Runs);
    private readonly RunHold _hold = new(executor, new(tables.Runs), request);
    private readonly CaseStatements _cases = new(tables, request.Id);
    private readonly SliceStatements _slices = new(tables.Slices);
    private readonly AnswerStatements _answers = new(tables.Answers);
    private readonly ScoreStatements _scores = new(tables);
    private readonly EvaluationStore _store = new(executor, tables);
    private readonly Meter _meter = new(request, progress, time);

    public async Task<EvaluationResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var table in (SqlStatement[])[_runs.Create(), _cases.Create(), _slices.Create(), _answers.Create(), _scores.Create()])
            await ExecuteAsync(table, cancellationToken).ConfigureAwait(false);
        var runs = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var work = new List<(EvaluatedModel Model, List<Slice> Slices)>();
        foreach (var model in request.Models)
            work.Add((model, await SlicesAsync(runs[model.Name], cancellationToken).ConfigureAwait(false)));
        _meter.Total = runs.Values.Sum(run => run.Cases);

        var isComplete = await AnswerAsync(work, cancellationToken).ConfigureAwait(false);
        var status = isComplete ? EvaluationRunStatus.Finished : EvaluationRunStatus.Stopped;
        foreach (var run in runs.Values)
            await _hold.EndAsync(run.Id, status, cancellationToken).ConfigureAwait(false);
        var result = new EvaluationResult(request.Id, [], !isComplete);
        foreach (var model in request.Models)
        {
            var run = runs[model.Name];
            // After a stop some answers may be scored by the free metrics only.
            var scored = await _store.ReadAsync(
                run with { BaseModel = model.BaseModel ?? run.BaseModel }, request.Metrics, null, leaveUnscored: !isComplete, cancellationToken)
                .ConfigureAwait(false);
            result = result with { Runs = result.Runs.Add(scored) };
        }

        return result;
    }

    /// <summary>Slice by slice, so that after a stop all models have answered the same cases and can be compared.</summary>
    /// <returns>Whether all slices are done, not stopped for the budget.</returns>
    private async Task<bool> AnswerAsync(List<(EvaluatedModel Model, List<Slice> Slices)> work, CancellationToken cancellationToken)
    {
        var journal = new SliceJournal(executor, _slices, _answers, _cases, tables, request, time);
        var client = new ClientAnswers(executor, _slices, _answers, _cases, _hold, _meter, request, time);
        using var scorer = new SliceScorer(executor, _slices, _answers, _scores, _cases, _hold, _meter, request);
        var judges = request.Metrics.Metrics.OfType<IModelMetric>().ToList();
        for (var i = 0; i < work.Max(w => w.Slices.Count); i++)
        {
            // A model that was added later may have slices of another size.
            var next = work.Where(w => i < w.Slices.Count).Select(w => (w.Model, Slice: w.Slices[i])).ToList();
            // What is answered is taken in, whatever the budget, unless it is still to be judged.
            var open = next.Where(n => n.Slice.Status == Slice.Open).Select(n => (n.Model, n.Slice.Cases)).ToList();
            var unjudged = next.SelectMany(n => judges.Where(judge => !n.Slice.IsScoredBy(judge)).Select(judge => (judge, n.Slice.Cases))).ToList();
            if (open.Count + unjudged.Count > 0 && !_meter.Affords(open, unjudged))
                return false;
            foreach (var (model, slice) in next)
            {
                var isNew = slice.Status != Slice.Answered;
                if (model.Answerer is not { } answerer)
                    await journal.AnswerAsync(slice, model, cancellationToken).ConfigureAwait(false);
                else if ((await journal.SettleAsync(slice, model, cancellationToken).ConfigureAwait(false)).Status == Slice.Open)
                    await client.AnswerAsync(slice, model, answerer, cancellationToken).ConfigureAwait(false);
                var (totals, scoring) = await scorer.ScoreAsync(slice, model, cancellationToken).ConfigureAwait(false);
                _meter.Add(model, totals, scoring, isNew && model.Answerer is null ? totals.Answers : 0);
            }
        }

        return true;
    }

    /// <summary>Writes the runs, takes in the cases and says what they are; or finds that done.</summary>
    private async Task<Dictionary<string, StoredRun>> BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var model in request.Models)
            await ExecuteAsync(_runs.Add(request, model), cancellationToken).ConfigureAwait(false);
        var runs = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (runs.Find(run => run.Fingerprint is not null) is { Cases: { } count, Fingerprint: { } fingerprint })
        {
            await CheckAsync(count, runs, cancellationToken).ConfigureAwait(false);
            await HoldAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Of two calls, one of them lost perhaps, only the one that began last takes cases in.
            await HoldAsync(cancellationToken).ConfigureAwait(false);
            (count, fingerprint) = await TakeInAsync(cancellationToken).ConfigureAwait(false);
            await CheckAsync(count, [], cancellationToken).ConfigureAwait(false);
        }

        foreach (var model in request.Models)
        {
            var run = runs.Find(run => run.Model == model.Name)!;
            if (run.Fingerprint is null)
                await _hold.SealAsync(run.Id, count, fingerprint, cancellationToken).ConfigureAwait(false);
        }

        foreach (var run in runs.Where(run => request.AskFailedAgain && request.Models.Any(model => model.Name == run.Model)))
            await ForgetFailedAsync(run, cancellationToken).ConfigureAwait(false);
        return (await FindAsync(cancellationToken).ConfigureAwait(false))
            .Where(run => request.Models.Any(model => model.Name == run.Model)).ToDictionary(run => run.Model, StringComparer.Ordinal);
    }

    /// <summary>Opens a slice before it loses an answer: an answered one that lacks any would be broken.</summary>
    private async Task ForgetFailedAsync(StoredRun run, CancellationToken cancellationToken)
    {
        foreach (var statement in (SqlStatement[])[
            _slices.Reopen(run.Id, _hold, tables.Answers), _scores.Forget(run.Id, _hold), _answers.Forget(run.Id, _hold, tables.Slices),
        ])
        {
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task HoldAsync(CancellationToken cancellationToken) => _hold.BeginAsync(() => FindAsync(cancellationToken), cancellationToken);

    private async Task<List<StoredRun>> FindAsync(CancellationToken cancellationToken)
    {
        var runs = await executor.QueryAsync(_runs.OfEvaluation(request.Id), null, cancellationToken).Select(RunStatements.Read)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (runs.Find(run => run.SettingsSha256 != Provenance.SettingsSha256(request) || run.UseCase != request.UseCase) is { } other)
        {
            throw new CortexException(
                CortexErrorKind.Conflict,
                $"The evaluation {request.Id} was begun with other settings (use case, prompt template, options or schema; see the run {other.Id} "
                + $"of {other.Model}), so its answers are none to this request. "
                + $"Take another {nameof(EvaluationRequest)}.{nameof(EvaluationRequest.Id)}.");
        }

        return runs;
    }

    private async Task<(long Count, string Fingerprint)> TakeInAsync(CancellationToken cancellationToken)
    {
        // Of a query over another executor nobody knows whether this one sees the same tables.
        var count = request.Cases is QueryCaseSource query && ReferenceEquals(query.Executor, executor)
            ? await CopyAsync(query, cancellationToken).ConfigureAwait(false)
            : await UploadAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var row in executor.QueryAsync(_cases.Fingerprint(count), null, cancellationToken).ConfigureAwait(false))
            return (count, row.Get<string>("SHA256"));
        throw new CortexException(CortexErrorKind.UnexpectedResponse, $"Counting the cases in {tables.Cases} gave no row.");
    }

    private async Task<long> CopyAsync(QueryCaseSource query, CancellationToken cancellationToken)
    {
        var (count, bare) = await query.CheckAsync(cancellationToken).ConfigureAwait(false);
        if (bare is not null)
            request.Metrics.ThrowIfNeedsReferences(bare);
        await ExecuteAsync(_cases.Forget(_hold), cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(_cases.Add(query, _hold), cancellationToken).ConfigureAwait(false);
        return count;
    }

    private async Task<long> UploadAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(_cases.Forget(_hold), cancellationToken).ConfigureAwait(false);
        var count = 0L;
        using var batch = new JsonBatch();
        await foreach (var item in request.Cases.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            request.Metrics.Check(item);
            count++;
            batch.Add(json =>
            {
                json.WriteStringValue(item.Key);
                json.WriteStringValue(item.Prompt);
                json.WriteStartArray();
                foreach (var reference in item.References)
                    json.WriteStringValue(reference);
                json.WriteEndArray();
                json.WriteStartObject();
                foreach (var (name, value) in item.Tags)
                    json.WriteString(name, value);
                json.WriteEndObject();
            });
            if (batch.IsFull)
                await ExecuteAsync(_cases.Add(batch, _hold), cancellationToken).ConfigureAwait(false);
        }

        if (batch.Count > 0)
            await ExecuteAsync(_cases.Add(batch, _hold), cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>The cases are those that were taken in, each once, and the metrics can score them.</summary>
    private async Task CheckAsync(long expected, List<StoredRun> runs, CancellationToken cancellationToken)
    {
        await foreach (var row in executor.QueryAsync(_cases.Count(), null, cancellationToken).ConfigureAwait(false))
        {
            var (count, keys) = (row.Get<long>("N"), row.Get<long>("KEYS"));
            if (count != expected || keys != count)
            {
                throw new EvaluationDataException(
                    $"{tables.Cases} has {count} cases with {keys} keys for the evaluation {request.Id}, not {expected}: the source changed while "
                    + "they were taken in, or the table was changed since. "
                    + "Ask again; if that does not help, begin a new evaluation.");
            }

            if (row.GetOrDefault<string>("BARE") is { } bare)
                request.Metrics.ThrowIfNeedsReferences(bare);
        }

        await CheckEachAsync(runs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What only a metric can tell of a case needs the cases here, once: a run that began with the metric has passed, if its cases were sealed.
    /// </summary>
    private async Task CheckEachAsync(List<StoredRun> runs, CancellationToken cancellationToken)
    {
        var metrics = request.Metrics.Metrics.OfType<ICaseCheckingMetric>()
            .Where(metric => !runs.Any(run => run.Fingerprint is not null && run.Metrics.Contains(metric.Signature))).ToList();
        if (metrics.Count == 0)
            return;
        await foreach (var item in executor.QueryAsync(_cases.All(), null, cancellationToken).Select(QueryCaseSource.CaseOf).ConfigureAwait(false))
            metrics.ForEach(metric => metric.Check(item));
    }

    private async Task<List<Slice>> SlicesAsync(StoredRun run, CancellationToken cancellationToken)
    {
        var slices = await ReadAsync().ConfigureAwait(false);
        if (slices.Count == 0)
        {
            await ExecuteAsync(_slices.Open(run.Id, _cases.Slices(run.SliceSize)), cancellationToken).ConfigureAwait(false);
            slices = await ReadAsync().ConfigureAwait(false);
        }

        return slices;

        async Task<List<Slice>> ReadAsync() =>
            await executor.QueryAsync(_slices.OfRun(run.Id), null, cancellationToken).Select(SliceStatements.Read)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(statement, null, cancellationToken);
}
