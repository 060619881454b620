using System.Collections.Immutable;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Running;

/// <summary>An evaluation that keeps nothing: cases are checked, then read slice by slice, asked, scored and forgotten.</summary>
internal sealed class MemoryEvaluation(EvaluationRequest request, IProgress<EvaluationProgress>? progress, TimeProvider time)
{
    private readonly Meter _meter = new(request, progress, time);

    public async Task<EvaluationResult> RunAsync(CancellationToken cancellationToken)
    {
        var runs = request.Models.Select(model =>
            (Model: model, Run: new ScoredRun(model.Name, request.Metrics) { BaseModel = model.BaseModel }, Asker: AskerOf(model))).ToList();
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var slice in request.Cases.ReadAsync(cancellationToken).Chunk(request.SliceSize)
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var judged = request.Metrics.Metrics.OfType<IModelMetric>().Select(metric => (metric, (long)slice.Length * runs.Count));
            if (!_meter.Affords(runs.Select(run => (run.Model, (long)slice.Length)), judged))
                return Result(stopped: true);
            foreach (var (model, run, asker) in runs)
            {
                var (totals, scoring) = await AnswerAsync(slice, model, run, asker, cancellationToken).ConfigureAwait(false);
                _meter.Add(model, totals, scoring, answersNow: 0);
            }
        }

        return Result(stopped: false);

        EvaluationResult Result(bool stopped) => new(request.Id, [.. runs.Select(r => r.Run)], stopped);
    }

    private async Task<(SliceTotals Totals, ScoringTokens Scoring)> AnswerAsync(
        EvaluationCase[] slice, EvaluatedModel model, ScoredRun run, CaseAsker asker, CancellationToken cancellationToken)
    {
        var (totals, scoring) = (default(SliceTotals), new ScoringTokens());
        var answers = new Dictionary<string, EvaluationAnswer>(slice.Length, StringComparer.Ordinal);
        var asked = Array.ConvertAll(slice, item => new EvaluationCase(item.Key, request.PromptOf(item.Prompt)));
        await foreach (var answer in asker.AskAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            answers.Add(answer.CaseKey, _meter.Count(model, answer));
            totals = totals.With(answer.Error is not null, answer.Usage);
        }

        var scores = new Dictionary<string, ImmutableArray<MetricScore>>(slice.Length, StringComparer.Ordinal);
        var scored = slice.ToAsyncEnumerable().SelectConcurrently(
            request.Concurrency, async (item, _, token) => (item.Key, Scores: await ScoreAsync(item, token).ConfigureAwait(false)),
            cancellationToken);
        await foreach (var (key, given) in scored.ConfigureAwait(false))
        {
            scores.Add(key, given);
            scoring.Add(request.Metrics.Metrics, given);
            _meter.Count(model, given);
        }

        // In the order of the cases, so that a run looks the same whichever answer came first.
        foreach (var item in slice)
            run.Add(ScoredAnswer.Of(item, answers[item.Key], scores[item.Key]));

        return (totals, scoring);

        ValueTask<ImmutableArray<MetricScore>> ScoreAsync(EvaluationCase item, CancellationToken token) =>
            request.Metrics.ScoreAsync(item, answers[item.Key], token);
    }

    /// <summary>Reads the cases through once before any is asked: what is wrong with the last is told before the first is paid for.</summary>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var cases = 0L;
        await foreach (var item in request.Cases.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            request.Metrics.Check(item);
            cases++;
        }

        _meter.Total = cases * request.Models.Length;
    }

    private CaseAsker AskerOf(EvaluatedModel model) => model.Answerer is { } answerer
        ? new CaseAsker(request, answerer, time)
        : throw new InvalidOperationException(
            $"{model} is to be asked by statements over a table, which keeps the answers, but this evaluator has no executor. Give it one, or the "
            + "model a client.");
}
