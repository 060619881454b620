using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>Scores the answers of a slice by the metrics that have not scored them yet, and keeps the scores.</summary>
internal sealed class SliceScorer(
    ISqlExecutor executor, SliceStatements slices, AnswerStatements answers, ScoreStatements scores, CaseStatements cases, RunHold hold, Meter meter,
    EvaluationRequest request)
        : IDisposable
{
    private readonly MetricSet _metrics = request.Metrics;
    private readonly StoredScores _stored = new(request.Metrics);
    private readonly JsonBatch _batch = new();

    // Answers that one judge has rated and another has failed on.
    private readonly ConcurrentBag<ScoredItem> _unfinished = [];

    /// <summary>Scores what is not scored.</summary>
    /// <returns>What the slice's answers add up to, and what scoring them took.</returns>
    public async Task<(SliceTotals Totals, ScoringTokens Scoring)> ScoreAsync(Slice slice, EvaluatedModel model, CancellationToken cancellationToken)
    {
        if (_metrics.Metrics.All(slice.IsScoredBy))
            return (slice.Totals, slice.Scoring);
        if (_metrics.Metrics.Any(metric => slice.Scored.ContainsKey(metric.Name) && !slice.IsScoredBy(metric)))
            await hold.WriteAsync(slices.Rescore(slice, hold, _metrics), cancellationToken).ConfigureAwait(false);
        var given = await executor.QueryAsync(answers.OfSlice(slice), null, cancellationToken).Select(row => AnswerStatements.Read(row, model.Name))
            .ToDictionaryAsync(answer => answer.CaseKey, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        var there = await ThereAsync(slice, cancellationToken).ConfigureAwait(false);
        var unscored = executor.QueryAsync(cases.OfSlice(slice), null, cancellationToken).Select(
            QueryCaseSource.CaseOf).Select(item => new UnscoredAnswer(
            item,
            given.GetValueOrDefault(item.Key) ?? throw Gone(slice, item.Key),
            there.TryGetValue(item.Key, out var known) ? known : null));
        SliceTotals totals;
        var scoring = new ScoringTokens();
        try
        {
            totals = await ScoreAsync(slice, model, unscored, scoring, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // What the first judges of an answer said is kept too.
            while (_unfinished.TryTake(out var unfinished))
                _batch.Add(json => Write(json, unfinished));
            if (_batch.Count > 0)
                await Take(slice)().ConfigureAwait(false);
            throw;
        }

        scoring.AddOthers(slice.Scoring, _metrics);
        await hold.WriteAsync(slices.Score(slice, hold, _metrics, totals, scoring), cancellationToken).ConfigureAwait(false);
        return (totals, scoring);
    }

    public void Dispose() => _batch.Dispose();

    private async Task<SliceTotals> ScoreAsync(
        Slice slice, EvaluatedModel model, IAsyncEnumerable<UnscoredAnswer> unscored, ScoringTokens tokens, CancellationToken cancellationToken)
    {
        var totals = default(SliceTotals);
        var scoring = unscored.SelectConcurrently(request.Concurrency, (item, _, token) => ScoreAsync(item, token), cancellationToken);
        // What had to be waited for is a judge's, which is paid.
        await new RowKeeper(_batch, () => Take(slice)).KeepAllAsync(scoring, item => item.HasWaited, AddUp, cancellationToken).ConfigureAwait(false);
        return totals;

        void AddUp(Utf8JsonWriter json, ScoredItem item)
        {
            totals = totals.With(item.Of.Answer.Error is not null, item.Of.Answer.Usage);
            tokens.Add(_metrics.Metrics, item.Scores);
            meter.Count(model, item.Scores);
            Write(json, item);
        }
    }

    /// <summary>What a judge said before is not paid for again.</summary>
    private async ValueTask<ScoredItem> ScoreAsync(UnscoredAnswer item, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<MetricScore>(_metrics.Metrics.Length);
        var hasWaited = false;
        try
        {
            foreach (var (i, metric) in _metrics.Metrics.Index())
            {
                if (item.Known is { } known && _stored.Find(known, i) is { } there)
                {
                    all.Add(there);
                    continue;
                }

                var scoring = MetricSet.ScoreAsync(metric, item.Case, item.Answer, cancellationToken);
                hasWaited |= !scoring.IsCompleted;
                all.Add(await scoring.ConfigureAwait(false));
            }
        }
        catch (Exception) when (all.Count > 0)
        {
            _unfinished.Add(new(item, all.ToImmutable(), hasWaited));
            throw;
        }

        return new(item, all.ToImmutable(), hasWaited);
    }

    private void Write(Utf8JsonWriter json, ScoredItem item)
    {
        json.WriteStringValue(item.Of.Case.Key);
        _stored.Write(json, item.Scores, item.Of.Known);
    }

    private Func<Task> Take(Slice slice)
    {
        var statement = scores.Write(slice, hold, _batch);
        return () => hold.WriteAsync(statement, CancellationToken.None);
    }

    /// <summary>The scores that a slice has already; there are none before all of it is answered for the first time.</summary>
    private async Task<Dictionary<string, JsonElement>> ThereAsync(Slice slice, CancellationToken cancellationToken) =>
        slice.Status != Slice.Answered && !slice.IsReopened
            ? []
            : await executor.QueryAsync(scores.OfSlice(slice), null, cancellationToken)
                .ToDictionaryAsync(row => row.Get<string>("KEY"), row => row.Get<JsonElement>("SCORES"), StringComparer.Ordinal, cancellationToken)
                .ConfigureAwait(false);

    private static CortexException Gone(Slice slice, string key) => new(
        CortexErrorKind.UnexpectedResponse,
        $"Slice {slice.Number} of the run {slice.Run} is answered, but not the case '{key}': was its answer deleted? Begin a new evaluation.");

    private sealed record UnscoredAnswer(EvaluationCase Case, EvaluationAnswer Answer, JsonElement? Known);

    /// <summary>The scores by the first metrics, or by all.</summary>
    private sealed record ScoredItem(UnscoredAnswer Of, ImmutableArray<MetricScore> Scores, bool HasWaited);
}
