using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>A metric from a function: the mean of what it says of each answer.</summary>
public sealed class DelegateMetric : IEvaluationMetric
{
    private readonly Func<EvaluationCase, string, CancellationToken, ValueTask<double>> _score;

    /// <summary>Takes a function.</summary>
    /// <param name="name">What metric and measure are called.</param>
    /// <param name="score">The value of an answer; not a number for none.</param>
    public DelegateMetric(string name, Func<EvaluationCase, string, double> score)
        : this(name, (item, text, _) => ValueTask.FromResult(score(item, text))) => ArgumentNullException.ThrowIfNull(score);

    /// <summary>Takes a function that may wait for something.</summary>
    /// <param name="name">What metric and measure are called.</param>
    /// <param name="score">The value of an answer; not a number for none.</param>
    public DelegateMetric(string name, Func<EvaluationCase, string, CancellationToken, ValueTask<double>> score)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(score);
        _score = score;
        Measure = Measure.Mean(name);
    }

    /// <summary>What it measures; change its direction or range here. Its name stays, and its aggregate is the mean.</summary>
    public Measure Measure { get; init; }

    /// <summary>The value of a failed answer; not a number to leave failed answers out.</summary>
    /// <value>Default: <see langword="null"/>, the worst value of the measure, or none where that is infinite.</value>
    public double? Failed { get; init; }

    /// <inheritdoc/>
    public string Name => Measure.Name;

    /// <inheritdoc/>
    /// <value>The name by default. A function cannot be told from another: change the signature when the function changes.</value>
    public string Signature { get => field ?? Name; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Measure> Measures => [Measure];

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    /// <value>Default: <see langword="false"/>.</value>
    public bool NeedsReferences { get; init; }

    /// <inheritdoc/>
    public async ValueTask<MetricScore> ScoreAsync(
        EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(answer);
        return MetricScore.Mean(answer.Text is { } text
            ? await _score(evaluationCase, text, cancellationToken).ConfigureAwait(false)
            : Failed ?? Worst);
    }

    private double Worst => (Measure.HigherIsBetter ? Measure.Lowest : Measure.Highest) is var worst && double.IsFinite(worst) ? worst : double.NaN;
}
