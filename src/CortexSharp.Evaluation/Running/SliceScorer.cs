using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>Scores the answers of a slice by the metrics that have not scored them yet, and keeps the scores.</summary>
internal sealed class SliceScorer(
    ISqlExecutor executor, SliceStatements slices, AnswerStatements answers, ScoreStatements scores, CaseStatements cases, RunHold hold, EvaluationRequest request) : IDisposable
{
    // A judge is paid: a client that is lost has so many scores at most that it did not keep.
    private const int MostUnkept = 50;

    private readonly MetricSet _metrics = request.Metrics;
    private readonly JsonBatch _batch = new();

    /// <summary>Scores what is not scored.</summary>
    /// <returns>What the slice's answers add up to.</returns>
    public async Task<SliceTotals> ScoreAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        if (_metrics.Metrics.All(slice.IsScoredBy))
            return slice.Totals;
        if (_metrics.Metrics.Any(metric => slice.Scored.ContainsKey(metric.Name) && !slice.IsScoredBy(metric)))
            await hold.WriteAsync(slices.Rescore(slice, hold, _metrics), cancellationToken).ConfigureAwait(false);
        var given = await executor.QueryAsync(answers.OfSlice(slice), null, cancellationToken).Select(row => AnswerStatements.Read(row, model.Name))
            .ToDictionaryAsync(answer => answer.CaseKey, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        var there = await ThereAsync(slice, cancellationToken).ConfigureAwait(false);
        var unscored = executor.QueryAsync(cases.OfSlice(slice), null, cancellationToken).Select(QueryCaseSource.CaseOf).Select(item => new UnscoredAnswer(
            item,
            given.GetValueOrDefault(item.Key) ?? throw Gone(slice, item.Key),
            there.TryGetValue(item.Key, out var known) ? known : null));
        SliceTotals totals;
        try
        {
            totals = await ScoreAsync(slice, unscored, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // What a judge was paid for is kept before the end is told, also when the caller has cancelled.
            await KeepAsync(slice, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await KeepAsync(slice, cancellationToken).ConfigureAwait(false);
        await hold.WriteAsync(slices.Score(slice, hold, _metrics, totals), cancellationToken).ConfigureAwait(false);
        return totals;
    }

    public void Dispose() => _batch.Dispose();

    private async Task<SliceTotals> ScoreAsync(Slice slice, IAsyncEnumerable<UnscoredAnswer> unscored, CancellationToken cancellationToken)
    {
        var totals = default(SliceTotals);
        var scoring = unscored.ScoreAsync(item => ScoreAsync(item, cancellationToken), request.Concurrency, cancellationToken);
        var waited = 0;
        await foreach (var (item, all, hasWaited) in scoring.ConfigureAwait(false))
        {
            totals = totals.With(item.Answer.Error is not null, item.Answer.Usage);
            waited += hasWaited ? 1 : 0;
            _batch.Add(json =>
            {
                json.WriteStringValue(item.Case.Key);
                StoredScores.Write(json, _metrics, all, item.Known);
            });
            if (!_batch.IsFull && waited < MostUnkept)
                continue;
            await KeepAsync(slice, cancellationToken).ConfigureAwait(false);
            waited = 0;
        }

        return totals;
    }

    /// <summary>What a judge said before is not paid for again.</summary>
    private async ValueTask<ImmutableArray<MetricScore>> ScoreAsync(UnscoredAnswer item, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<MetricScore>(_metrics.Metrics.Length);
        foreach (var metric in _metrics.Metrics)
        {
            var score = item.Known is { } known ? StoredScores.Find(known, metric) : null;
            all.Add(score ?? await MetricSet.ScoreAsync(metric, item.Case, item.Answer, cancellationToken).ConfigureAwait(false));
        }

        return all.MoveToImmutable();
    }

    /// <summary>The scores that a slice has already; there are none before all of it is answered.</summary>
    private async Task<Dictionary<string, JsonElement>> ThereAsync(Slice slice, CancellationToken cancellationToken) => slice.Status != Slice.Answered
        ? []
        : await executor.QueryAsync(scores.OfSlice(slice), null, cancellationToken)
            .ToDictionaryAsync(row => row.Get<string>("KEY"), row => row.Get<JsonElement>("SCORES"), StringComparer.Ordinal, cancellationToken)
            .ConfigureAwait(false);

    private async Task KeepAsync(Slice slice, CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
            await hold.WriteAsync(scores.Write(slice, hold, _batch), cancellationToken).ConfigureAwait(false);
    }

    private static CortexException Gone(Slice slice, string key) => new(
        CortexErrorKind.UnexpectedResponse,
        $"Slice {slice.Number} of the run {slice.Run} is answered, but not the case '{key}': was its answer deleted? Begin a new evaluation.");

    private sealed record UnscoredAnswer(EvaluationCase Case, EvaluationAnswer Answer, JsonElement? Known);
}
