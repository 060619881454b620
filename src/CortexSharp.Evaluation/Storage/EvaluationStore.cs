using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Sql;

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
    public Task<IReadOnlyList<StoredRun>> FindAsync(Guid evaluation, CancellationToken cancellationToken = default) => RunsAsync(_runs.OfEvaluation(evaluation), cancellationToken);

    /// <inheritdoc/>
    public async Task<ScoredRun> ReadAsync(StoredRun run, MetricSet metrics, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(metrics);
        var scored = new ScoredRun(name ?? run.Model, metrics, (int)(run.Cases ?? 0)) { Model = run.Model, BaseModel = run.BaseModel };
        var stored = new StoredScores(metrics);
        await foreach (var row in _executor.QueryAsync(_scores.OfRun(run), null, cancellationToken).ConfigureAwait(false))
        {
            var (key, scores) = (row.Get<string>("KEY"), row.Get<JsonElement>("SCORES"));
            scored.Add(new ScoredAnswer(key, [.. metrics.Metrics.Select((metric, i) => stored.Find(scores, i) ?? throw Missing(run, key, metric))])
            {
                Tags = QueryCaseSource.TagsOf(row.Get<JsonElement>("TAGS")),
                Failed = row.Get<bool>("FAILED"),
                Usage = AnswerStatements.UsageOf(row),
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
    public async Task<SelectionResult> SelectBestAsync(
        string useCase,
        MetricSet metrics,
        SelectionObjective objective,
        Func<StoredRun, SelectionCandidate, SelectionCandidate>? candidate = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        var runs = await ListAsync(useCase, cancellationToken).ConfigureAwait(false);
        var newest = runs.Where(run => run.Status == EvaluationRunStatus.Finished).GroupBy(run => run.Model, StringComparer.Ordinal).Select(ofModel => ofModel.Last()).ToList();
        if (newest.Count == 0)
            throw new EvaluationDataException($"The use case '{useCase}' has {runs.Count} run(s), none of them finished; evaluate a model for it first.");
        var candidates = new List<SelectionCandidate>(newest.Count);
        foreach (var run in newest)
        {
            var one = new SelectionCandidate(await ReadAsync(run, metrics, null, cancellationToken).ConfigureAwait(false));
            candidates.Add(candidate?.Invoke(run, one) ?? one);
        }

        return Selection.SelectBest(candidates, objective);
    }

    private async Task<IReadOnlyList<StoredRun>> RunsAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await _executor.ExecuteNonQueryAsync(_runs.Create(), null, cancellationToken).ConfigureAwait(false);
        return await _executor.QueryAsync(statement, null, cancellationToken).Select(RunStatements.Read).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static EvaluationDataException Missing(StoredRun run, string key, IEvaluationMetric metric) => new(
        $"The answer of {run.Model} to the case '{key}' has no score by {metric.Signature}. Evaluate again with the id {run.Evaluation} and this metric; no answer is asked for again.");
}
