using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Running;

/// <summary>Adds up what an evaluation has done: for its progress and its budget.</summary>
internal sealed class Meter(EvaluationRequest request, IProgress<EvaluationProgress>? progress, TimeProvider time)
{
    private const int Step = 50;

    private readonly Dictionary<EvaluatedModel, SliceTotals> _totals = [];
    private readonly long _start = time.GetTimestamp();
    private long _answersNow;

    // The slice that is being asked case by case.
    private SliceTotals _open;

    /// <summary>The number of answers at the end, when known.</summary>
    public long? Total { get; set; }

    /// <summary>Whether the budget, by what each model's answers have taken so far, has enough left for so many more.</summary>
    public bool Affords(IEnumerable<(EvaluatedModel Model, long Answers)> next) => request.Budget?.Allows(
        _totals.Select(total => (total.Key, total.Value.Usage)), next.Select(n => (n.Model, _totals.GetValueOrDefault(n.Model).MeanOf(n.Answers).Usage))) is not false;

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

    /// <summary>Counts a slice and tells it.</summary>
    /// <param name="model">The model that answered.</param>
    /// <param name="totals">What there is now.</param>
    /// <param name="answersNow">How many of the answers were given just now and are not counted yet.</param>
    public void Add(EvaluatedModel model, SliceTotals totals, long answersNow)
    {
        _open = default;
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
        progress.Report(new EvaluationProgress(model.Name, sum.Answers, Total, sum.Errors, sum.Usage.TotalTokens, rate, left));
    }
}
