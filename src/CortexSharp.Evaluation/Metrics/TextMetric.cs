using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>A metric that holds a text against references and needs nothing else.</summary>
public abstract class TextMetric : IEvaluationMetric
{
    /// <summary>Describes the metric.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="signature">Name and settings.</param>
    /// <param name="width">How many numbers there are of each answer.</param>
    /// <param name="measures">What it measures.</param>
    private protected TextMetric(string name, string signature, int width, params IReadOnlyList<Measure> measures)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Signature = signature;
        Width = width;
        Measures = measures;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Signature { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public bool NeedsReferences => true;

    /// <inheritdoc/>
    public ValueTask<MetricScore> ScoreAsync(EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(answer);
        cancellationToken.ThrowIfCancellationRequested();
        var references = evaluationCase.References.AsSpan();
        return ValueTask.FromResult(answer.Text is { } text ? Score(text, references) : ScoreFailed(references));
    }

    /// <summary>Scores a text.</summary>
    /// <param name="text">The model's answer.</param>
    /// <param name="references">The right answers, at least one.</param>
    private protected abstract MetricScore Score(string text, ReadOnlySpan<string> references);

    /// <summary>What a failed answer gets: as much as nothing right does, even where saying nothing would be right.</summary>
    /// <param name="references">The right answers, at least one.</param>
    private protected abstract MetricScore ScoreFailed(ReadOnlySpan<string> references);
}
