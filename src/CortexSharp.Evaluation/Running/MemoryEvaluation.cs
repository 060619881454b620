using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Running;

/// <summary>An evaluation that keeps nothing: cases are read slice by slice, asked, scored and forgotten.</summary>
internal sealed class MemoryEvaluation(EvaluationRequest request, IProgress<EvaluationProgress>? progress, TimeProvider time)
{
    private readonly Meter _meter = new(request, progress, time);

    public async Task<EvaluationResult> RunAsync(CancellationToken cancellationToken)
    {
        var runs = request.Models.Select(model => (Model: model, Run: new ScoredRun(model.Name, request.Metrics) { BaseModel = model.BaseModel }, Asker: AskerOf(model))).ToList();
        await foreach (var slice in SlicesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_meter.IsBudgetUsedUp)
                return Result(stopped: true);
            foreach (var (model, run, asker) in runs)
                _meter.Add(model, await AnswerAsync(slice, run, asker, cancellationToken).ConfigureAwait(false), slice.Count);
        }

        return Result(stopped: false);

        EvaluationResult Result(bool stopped) => new(request.Id, [.. runs.Select(r => r.Run)], stopped);
    }

    private async Task<SliceTotals> AnswerAsync(List<EvaluationCase> slice, ScoredRun run, CaseAsker asker, CancellationToken cancellationToken)
    {
        var totals = default(SliceTotals);
        var answers = new Dictionary<string, EvaluationAnswer>(slice.Count, StringComparer.Ordinal);
        var asked = slice.ConvertAll(item => new EvaluationCase(item.Key, request.PromptOf(item.Prompt)));
        await foreach (var answer in asker.AskAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            answers.Add(answer.CaseKey, answer);
            totals = totals.With(answer.Error is not null, answer.Usage);
        }

        var scores = await slice.ToAsyncEnumerable()
            .SelectConcurrently(request.Concurrency, async (item, _, token) => (item.Key, Scores: await ScoreAsync(item, token).ConfigureAwait(false)), cancellationToken)
            .ToDictionaryAsync(scored => scored.Key, scored => scored.Scores, StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        // In the order of the cases, so that a run looks the same whichever answer came first.
        foreach (var item in slice)
            run.Add(ScoredAnswer.Of(item, answers[item.Key], scores[item.Key]));

        return totals;

        ValueTask<ImmutableArray<MetricScore>> ScoreAsync(EvaluationCase item, CancellationToken token) => request.Metrics.ScoreAsync(item, answers[item.Key], token);
    }

    private async IAsyncEnumerable<List<EvaluationCase>> SlicesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cases = 0L;
        await foreach (var slice in request.Cases.ReadAsync(cancellationToken).Chunk(request.SliceSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            request.Metrics.ThrowIfNoReferences(slice);
            cases += slice.Length;
            if (slice.Length < request.SliceSize)
                _meter.Total = cases * request.Models.Length;
            yield return [.. slice];
        }
    }

    private CaseAsker AskerOf(EvaluatedModel model) => model.Answerer is { } answerer
        ? new CaseAsker(request, answerer, time)
        : throw new InvalidOperationException(
            $"{model} is to be asked by statements over a table, which keeps the answers, but this evaluator has no executor. Give it one, or the model a client.");
}
