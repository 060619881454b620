using System.Collections.Immutable;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Running;

/// <summary>Adds up what an evaluation has done: for its progress and its budget.</summary>
internal sealed class Meter(EvaluationRequest request, IProgress<EvaluationProgress>? progress, TimeProvider time)
{
    private const int Step = 50;

    private readonly Dictionary<EvaluatedModel, SliceTotals> _totals = [];
    private readonly long _start = time.GetTimestamp();
    private long _answersNow;

    private readonly ScoringTokens _scoring = new();

    // The slice that is being asked case by case, and scored.
    private SliceTotals _open;
    private readonly ScoringTokens _openScoring = new();
    private long _openVerdicts;

    /// <summary>The number of answers at the end, when known.</summary>
    public long? Total { get; set; }

    /// <summary>Whether the budget, by what answers and their scores have taken so far, has enough left for more.</summary>
    /// <param name="answers">How many answers each model is to give.</param>
    /// <param name="scores">How many answers each metric is to score.</param>
    public bool Affords(
        IEnumerable<(EvaluatedModel Model, long Answers)> answers, IEnumerable<(IModelMetric Metric, long Answers)> scores)
    {
        if (request.Budget is not { } budget)
            return true;
        var answered = _totals.Values.Sum(total => total.Answers);
        return budget.Allows(
            [
                .. _totals.Select(total => Answering(total.Key, total.Value.Usage)),
                .. request.Metrics.Metrics.Select(metric => Scoring(metric, answered)),
            ],
            [
                .. answers.Select(next => Answering(next.Model, _totals.GetValueOrDefault(next.Model).MeanOf(next.Answers).Usage)),
                .. scores.Select(next => Scoring(next.Metric, next.Answers)),
            ]);

        static EvaluationBudget.Spending Answering(EvaluatedModel model, TokenUsage usage) => new(model.Name, model.BaseModel, usage);

        // By what the metric took for the answers that there are.
        EvaluationBudget.Spending Scoring(IEvaluationMetric metric, long count) =>
            new((metric as IModelMetric)?.Model ?? "", null, ShareOf(_scoring.Of(metric.Name), count, answered));
    }

    /// <summary>Counts an answer that has just been given, and tells of it together with others.</summary>
    /// <returns>The answer.</returns>
    public EvaluationAnswer Count(EvaluatedModel model, EvaluationAnswer answer)
    {
        _open = _open.With(answer.Error is not null, answer.Usage);
        _answersNow++;
        if (_open.Answers % Step == 0)
            Report(model);
        return answer;
    }

    /// <summary>Counts what scores of an answer took, and tells of it together with others.</summary>
    public void Count(EvaluatedModel model, ImmutableArray<MetricScore> scores)
    {
        if (_openScoring.Add(request.Metrics.Metrics, scores) && ++_openVerdicts % Step == 0)
            Report(model);
    }

    /// <summary>Counts a slice and tells it.</summary>
    /// <param name="model">The model that answered.</param>
    /// <param name="totals">What there is now.</param>
    /// <param name="scoring">What scoring it took.</param>
    /// <param name="answersNow">How many of the answers were given just now and are not counted yet.</param>
    public void Add(EvaluatedModel model, SliceTotals totals, ScoringTokens scoring, long answersNow)
    {
        _open = default;
        _openScoring.Clear();
        _scoring.Add(scoring);
        _totals[model] = _totals.GetValueOrDefault(model) + totals;
        _answersNow += answersNow;
        Report(model);
    }

    private void Report(EvaluatedModel model)
    {
        if (progress is null)
            return;
        var sum = _totals.Values.Aggregate(_open, (a, b) => a + b);
        var seconds = time.GetElapsedTime(_start).TotalSeconds;
        var rate = seconds > 0 ? _answersNow / seconds : 0;
        TimeSpan? left = Total is { } total && rate > 0 ? TimeSpan.FromSeconds((total - sum.Answers) / rate) : null;
        progress.Report(new EvaluationProgress(model.Name, sum.Answers, Total, sum.Errors, sum.Usage.TotalTokens, rate, left)
        {
            ScoringTokens = _scoring.Total + _openScoring.Total,
        });
    }

    private static TokenUsage ShareOf(TokenUsage? usage, long answers, long all) => usage is null || all == 0 ? new(0, 0, 0) : new(
        usage.PromptTokens * answers / all, usage.CompletionTokens * answers / all, usage.TotalTokens * answers / all,
        usage.GuardrailTokens * answers / all);
}
