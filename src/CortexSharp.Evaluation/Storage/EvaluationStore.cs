using System.Globalization;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Storage;

/// <summary>Reads evaluations from their tables.</summary>
public sealed class EvaluationStore : IEvaluationStore
{
    private readonly ISqlExecutor _executor;
    private readonly EvaluationTables _tables;
    private readonly RunStatements _runs;
    private readonly ScoreStatements _scores;

    /// <summary>Reads through an executor.</summary>
    /// <param name="executor">Runs the statements.</param>
    /// <param name="tables">Where evaluations are kept; default: see there.</param>
    public EvaluationStore(ISqlExecutor executor, EvaluationTables? tables = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _tables = tables ?? new();
        _executor = executor;
        _runs = new(_tables.Runs);
        _scores = new(_tables);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRun>> ListAsync(string? useCase = null, CancellationToken cancellationToken = default) =>
        RunsAsync(useCase is null ? _runs.All() : _runs.OfUseCase(useCase), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRun>> FindAsync(Guid evaluation, CancellationToken cancellationToken = default) =>
        RunsAsync(_runs.OfEvaluation(evaluation), cancellationToken);

    /// <inheritdoc/>
    public Task<ScoredRun> ReadAsync(StoredRun run, MetricSet metrics, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(metrics);
        return ReadAsync(run, metrics, name, leaveUnscored: false, cancellationToken);
    }

    /// <summary>Reads the scores of a run; of answers that are not scored by all metrics none, or that is an error.</summary>
    internal async Task<ScoredRun> ReadAsync(StoredRun run, MetricSet metrics, string? name, bool leaveUnscored, CancellationToken cancellationToken)
    {
        var scored = new ScoredRun(name ?? run.Model, metrics, (int)(run.Cases ?? 0)) { Model = run.Model, BaseModel = run.BaseModel };
        var stored = new StoredScores(metrics);
        await foreach (var row in _executor.QueryAsync(_scores.OfRun(run), null, cancellationToken).ConfigureAwait(false))
        {
            var (key, scores) = (row.Get<string>("KEY"), row.Get<JsonElement>("SCORES"));
            var found = metrics.Metrics.Select((_, i) => stored.Find(scores, i)).ToList();
            if (found.IndexOf(null) is var missing and >= 0)
            {
                if (leaveUnscored)
                    continue;
                throw Missing(run, key, metrics.Metrics[missing]);
            }

            scored.Add(new ScoredAnswer(key, [.. found!])
            {
                Tags = QueryCaseSource.TagsOf(row.Get<JsonElement>("TAGS")),
                Failed = row.Get<bool>("FAILED"),
                Usage = AnswerStatements.UsageOf(row),
                Content = CaseContent.Parse(row.Get<string>("CONTENT")),
            });
        }

        return scored;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CaseAnswers> ReadCasesAsync(StoredRun baseline, StoredRun system, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(system);
        var cases = new AnsweredCases(_tables, baseline, system);
        return _executor.QueryAsync(cases.Statement, null, cancellationToken).Select(cases.Read);
    }

    /// <inheritdoc/>
    public async Task<PairwiseComparison> JudgeAsync(
        PairwiseJudge judge, StoredRun baseline, StoredRun system, int concurrency = 8, CancellationToken cancellationToken = default)
    {
        var verdicts = VerdictsOf(judge, baseline, system);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        await verdicts.JudgeAsync(concurrency, cancellationToken).ConfigureAwait(false);
        var pairs = await verdicts.ReadAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        return pairs.Count > 0
            ? PairwiseComparison.Of(judge.Model, pairs)
            : throw new EvaluationDataException(
                $"{baseline.Model} and {system.Model} have answered no case in common, so that there is nothing to judge.");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JudgedPair> ReadVerdictsAsync(
        PairwiseJudge judge, StoredRun baseline, StoredRun system, CancellationToken cancellationToken = default) =>
        VerdictsOf(judge, baseline, system).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryPoint>> ReadHistoryAsync(
        string useCase, IEvaluationMetric metric, string? measure = null, StoredRun? before = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentNullException.ThrowIfNull(metric);
        var metrics = new MetricSet(metric);
        var column = MeasureColumn.Of(metrics, measure ?? metric.Measures[0].Name);
        var points = new List<HistoryPoint>();
        foreach (var run in await ListAsync(useCase, cancellationToken).ConfigureAwait(false))
        {
            if (run.Status != EvaluationRunStatus.Finished
                || (before is not null && (run.Evaluation == before.Evaluation || run.CreatedAt >= before.CreatedAt)))
            {
                continue;
            }

            if (await TryReadAsync(run, metrics, [], cancellationToken).ConfigureAwait(false) is ({ } scored, null))
            {
                points.Add(
                    new HistoryPoint(string.Create(CultureInfo.InvariantCulture, $"{run.Model}, {run.CreatedAt:yyyy-MM-dd}"), scored.Score(column)));
            }
        }

        return points;
    }

    /// <inheritdoc/>
    public async Task<SelectionResult> SelectBestAsync(
        string useCase,
        MetricSet metrics,
        SelectionObjective objective,
        Func<StoredRun, SelectionCandidate, SelectionCandidate>? candidate = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        var runs = await ListAsync(useCase, cancellationToken).ConfigureAwait(false);
        var candidates = new List<SelectionCandidate>();
        var left = new List<RankedRun>();
        // The newest run of each model, and of these the newest first: an old one on other cases is left out, not the new ones.
        foreach (var run in runs.GroupBy(run => run.Model, StringComparer.Ordinal).Select(Newest).OrderByDescending(run => run.CreatedAt)
            .ThenByDescending(run => run.Model, StringComparer.Ordinal))
        {
            var (scored, reason) = await TryReadAsync(run, metrics, candidates, cancellationToken).ConfigureAwait(false);
            if (reason is null)
                candidates.Insert(0, candidate?.Invoke(run, new(scored)) ?? new(scored));
            else
                left.Insert(0, new RankedRun(scored, null, double.NaN, AnswerCost.Of(0, null, null), reason));
        }

        if (candidates.Count == 0)
        {
            throw new EvaluationDataException(
                $"The use case '{useCase}' has no run to choose; evaluate a model for it "
                + $"first.{string.Concat(left.Select(run => $" {run.Run.Name}: {run.Reason}"))}");
        }

        var result = Selection.SelectBest(candidates, objective);
        return result with { Ranking = [.. result.Ranking, .. left] };
    }

    /// <summary>The run by which a model counts: the newest finished one, or else the newest.</summary>
    private static StoredRun Newest(IEnumerable<StoredRun> ofModel) =>
        ofModel.MaxBy(run => (run.Status == EvaluationRunStatus.Finished, run.CreatedAt))!;

    /// <summary>Reads a run that can be ranked with those before it; or says why it cannot.</summary>
    private async Task<(ScoredRun Run, string? Reason)> TryReadAsync(
        StoredRun run, MetricSet metrics, List<SelectionCandidate> others, CancellationToken cancellationToken)
    {
        if (run.Status != EvaluationRunStatus.Finished)
            return (Unread(), $"it is {run.Status}, not finished");
        try
        {
            var scored = await ReadAsync(run, metrics, null, cancellationToken).ConfigureAwait(false);
            return (scored,
                SharedCases.Rows([.. others.Select(other => other.Run), scored])[0].Count > 0
                    ? null
                    : "it has no case in common with all of the newer runs");
        }
        catch (EvaluationDataException exception)
        {
            return (Unread(), exception.Message);
        }

        ScoredRun Unread() => new(run.Model, metrics) { BaseModel = run.BaseModel };
    }

    private StoredVerdicts VerdictsOf(PairwiseJudge judge, StoredRun baseline, StoredRun system)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(system);
        return new(_executor, _tables, judge, baseline, system);
    }

    private async Task<IReadOnlyList<StoredRun>> RunsAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await _executor.ExecuteNonQueryAsync(_runs.Create(), null, cancellationToken).ConfigureAwait(false);
        return await _executor.QueryAsync(statement, null, cancellationToken).Select(RunStatements.Read)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static EvaluationDataException Missing(StoredRun run, string key, IEvaluationMetric metric) => new(
        $"The answer of {run.Model} to the case '{key}' has no score by {metric.Signature}. Evaluate again with the id {run.Evaluation} and this "
        + "metric; no answer is asked for again.");
}
