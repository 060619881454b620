using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// How well a classifier does, 0 to 1: <c>accuracy</c>, <c>macro_f1</c> (the plain mean of the labels' F1) and <c>weighted_f1</c> (weighted by how
/// often a label is right). A case's first reference is its label; an answer that is none of the labels is wrong.
/// </summary>
/// <remarks>Labels that neither occur nor are answered do not count for the macro mean, as in scikit-learn.</remarks>
public sealed class LabelMetric : ICaseCheckingMetric
{
    private readonly Dictionary<string, int> _places;

    /// <summary>Takes the labels.</summary>
    /// <param name="labels">All labels that may be right, at least two.</param>
    /// <param name="name">What the metric is called; a prefix of its measures unless left out.</param>
    /// <param name="ignoreCase">Whether <c>Refund</c> is <c>refund</c>; white space around an answer never counts.</param>
    /// <exception cref="ArgumentException">There are fewer than two labels, or one twice.</exception>
    public LabelMetric(IReadOnlyList<string> labels, string? name = null, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count < 2)
            throw new ArgumentException("One label cannot be told from others; give at least two.", nameof(labels));
        Labels = [.. labels];
        _places = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (place, label) in labels.Index())
        {
            if (!_places.TryAdd(label.Trim(), place))
                throw new ArgumentException($"The label '{label}' is there twice.", nameof(labels));
        }

        Name = name ?? "label";
        var prefix = name is null ? "" : $"{name}_";
        Signature = $"{Name}|labels:{string.Join(',', labels)}|case:{(ignoreCase ? "ignored" : "mixed")}";
        Measures =
        [
            new Measure($"{prefix}accuracy", Accuracy) { IsRightOrWrong = true },
            new Measure($"{prefix}macro_f1", MacroF1),
            new Measure($"{prefix}weighted_f1", WeightedF1),
        ];
    }

    /// <summary>The labels.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Signature { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>For each label how often it was right, answered, and would have been right.</summary>
    public int Width => 3 * Labels.Length;

    /// <inheritdoc/>
    public bool NeedsReferences => true;

    /// <inheritdoc/>
    /// <remarks>The value of all three measures is whether the answer is right.</remarks>
    /// <exception cref="EvaluationDataException">The case's reference is none of the labels.</exception>
    public ValueTask<MetricScore> ScoreAsync(EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        var actual = ActualOf(evaluationCase);
        var predicted = PredictedOf(answer);
        var statistics = new double[Width];
        statistics[(3 * actual) + 2] = 1;
        if (predicted is { } place)
            statistics[(3 * place) + 1] = 1;
        var right = predicted == actual ? 1 : 0;
        statistics[3 * actual] = right;
        return ValueTask.FromResult(new MetricScore([right, right, right], ImmutableCollectionsMarshal.AsImmutableArray(statistics)));
    }

    /// <inheritdoc/>
    public void Check(EvaluationCase evaluationCase) => ActualOf(evaluationCase);

    /// <summary>Counts an answer in a matrix of these labels.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="evaluationCase">The case.</param>
    /// <param name="answer">The answer to it.</param>
    /// <exception cref="EvaluationDataException">The case's reference is none of the labels.</exception>
    public void AddTo(ConfusionMatrix matrix, EvaluationCase evaluationCase, EvaluationAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (!matrix.Labels.SequenceEqual(Labels))
            throw new ArgumentException("The matrix is of other labels.", nameof(matrix));
        matrix.Add(ActualOf(evaluationCase), PredictedOf(answer));
    }

    private int ActualOf(EvaluationCase evaluationCase)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        return evaluationCase.References is [var label, ..] && _places.TryGetValue(label.Trim(), out var place)
            ? place
            : throw new EvaluationDataException($"The reference of the case '{evaluationCase.Key}' is none of the labels of the metric '{Name}'.");
    }

    private int? PredictedOf(EvaluationAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Text is { } text && _places.TryGetValue(text.Trim(), out var place) ? place : null;
    }

    private static double Accuracy(ReadOnlySpan<double> sums)
    {
        double right = 0, actual = 0;
        for (var i = 0; i < sums.Length; i += 3)
        {
            right += sums[i];
            actual += sums[i + 2];
        }

        return right / actual;
    }

    private static double MacroF1(ReadOnlySpan<double> sums)
    {
        double f1 = 0, labels = 0;
        for (var i = 0; i < sums.Length; i += 3)
        {
            if (sums[i + 1] + sums[i + 2] == 0)
                continue;
            f1 += 2 * sums[i] / (sums[i + 1] + sums[i + 2]);
            labels++;
        }

        return f1 / labels;
    }

    private static double WeightedF1(ReadOnlySpan<double> sums)
    {
        double f1 = 0, actual = 0;
        for (var i = 0; i < sums.Length; i += 3)
        {
            if (sums[i + 2] > 0)
                f1 += sums[i + 2] * 2 * sums[i] / (sums[i + 1] + sums[i + 2]);
            actual += sums[i + 2];
        }

        return f1 / actual;
    }
}
