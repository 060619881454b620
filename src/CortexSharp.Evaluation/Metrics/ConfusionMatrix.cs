using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>How often each label was answered by each. Not thread-safe.</summary>
/// <remarks>Precision, recall and F1 equal scikit-learn's with <c>zero_division=0</c>: what is divided by nothing is 0.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="labels">The labels, in the order of rows and columns.</param>
    public ConfusionMatrix(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Labels = [.. labels];
        _counts = new long[Labels.Length, Labels.Length + 1];
    }

    /// <summary>The labels.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>How many answers are in.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// How often a label was answered by another; by none of the labels, failed answers included, for a <paramref name="predicted"/> of null.
    /// </summary>
    /// <param name="actual">The right label's place.</param>
    /// <param name="predicted">The answered label's place; null for an answer that is none of them.</param>
    public long this[int actual, int? predicted] => _counts[actual, predicted ?? Labels.Length];

    /// <summary>The share of right answers, 0 to 1; not a number without answers.</summary>
    public double Accuracy => Enumerable.Range(0, Labels.Length).Sum(i => _counts[i, i]) / (double)Count;

    /// <summary>Counts an answer.</summary>
    /// <param name="actual">The right label's place.</param>
    /// <param name="predicted">The answered label's place; null for an answer that is none of them.</param>
    public void Add(int actual, int? predicted)
    {
        _counts[actual, predicted ?? Labels.Length]++;
        Count++;
    }

    /// <summary>The figures of one label.</summary>
    /// <param name="label">The label's place.</param>
    public LabelScore Of(int label)
    {
        long answered = 0, actual = 0;
        for (var i = 0; i < Labels.Length; i++)
            answered += _counts[i, label];
        for (var j = 0; j <= Labels.Length; j++)
            actual += _counts[label, j];
        return new LabelScore(Labels[label], _counts[label, label], answered, actual);
    }
}
