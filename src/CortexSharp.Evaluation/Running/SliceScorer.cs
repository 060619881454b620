using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>Scores the answers of a slice by the metrics that have not scored them yet, and keeps the scores.</summary>
internal sealed class SliceScorer(
    ISqlExecutor executor, SliceStatements slices, AnswerStatements answers, ScoreStatements scores, CaseStatements cases, EvaluationRequest request)
{
    private readonly MetricSet _metrics = request.Metrics;

    /// <summary>Scores what is not scored.</summary>
    /// <returns>What the slice's answers add up to.</returns>
    public async Task<SliceTotals> ScoreAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        if (_metrics.Metrics.All(slice.IsScoredBy))
            return slice.Totals;
        var given = await executor.QueryAsync(answers.OfSlice(slice), null, cancellationToken).Select(row => AnswerStatements.Read(row, model.Name))
            .ToDictionaryAsync(answer => answer.CaseKey, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        var there = await ThereAsync(slice, cancellationToken).ConfigureAwait(false);
        var totals = default(SliceTotals);
        using var batch = new JsonBatch();
        await foreach (var item in executor.QueryAsync(cases.OfSlice(slice), null, cancellationToken).Select(QueryCaseSource.CaseOf).ConfigureAwait(false))
        {
            var answer = given.GetValueOrDefault(item.Key) ?? throw Gone(slice, item.Key);
            totals = totals.With(answer.Error is not null, answer.Usage);
            JsonElement? known = there.TryGetValue(item.Key, out var found) ? found : null;
            var all = await ScoreAsync(item, answer, known, cancellationToken).ConfigureAwait(false);
            batch.Add(json =>
            {
                json.WriteStringValue(item.Key);
                StoredScores.Write(json, _metrics, all, known);
            });
            if (batch.IsFull)
                await WriteAsync(scores.Write(slice, batch), cancellationToken).ConfigureAwait(false);
        }

        if (batch.Count > 0)
            await WriteAsync(scores.Write(slice, batch), cancellationToken).ConfigureAwait(false);
        await WriteAsync(slices.Score(slice, _metrics, totals), cancellationToken).ConfigureAwait(false);
        return totals;
    }

    /// <summary>What a judge said before is not paid for again.</summary>
    private async ValueTask<ImmutableArray<MetricScore>> ScoreAsync(
        EvaluationCase item, EvaluationAnswer answer, JsonElement? known, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<MetricScore>(_metrics.Metrics.Length);
        foreach (var metric in _metrics.Metrics)
        {
            var score = known is { } scored ? StoredScores.Find(scored, metric) : null;
            all.Add(score ?? await MetricSet.ScoreAsync(metric, item, answer, cancellationToken).ConfigureAwait(false));
        }

        return all.MoveToImmutable();
    }

    private async Task<Dictionary<string, JsonElement>> ThereAsync(Slice slice, CancellationToken cancellationToken) => slice.Status != Slice.Answered
        ? []
        : await executor.QueryAsync(scores.OfSlice(slice), null, cancellationToken)
            .ToDictionaryAsync(row => row.Get<string>("KEY"), row => row.Get<JsonElement>("SCORES"), StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);

    private Task<long> WriteAsync(SqlStatement statement, CancellationToken cancellationToken) => executor.ExecuteNonQueryAsync(statement, null, cancellationToken);

    private static CortexException Gone(Slice slice, string key) => new(
        CortexErrorKind.UnexpectedResponse,
        $"Slice {slice.Number} of the run {slice.Run} is answered, but the answer to the case '{key}' is not in its table; was it deleted? Begin a new evaluation.");
}
