using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Reports;

/// <summary>How often a label was answered with another. Cases whose reference is no label do not count.</summary>
internal sealed class Confusion(IReadOnlyList<string> labels)
{
    private readonly Dictionary<string, int> _indices =
        labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
    private readonly int[,] _counts = new int[labels.Count, labels.Count + 1];

    /// <summary>The labels; in a row of counts, one column more is for all other answers, and for none.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>How many cases are counted.</summary>
    public int Total { get; private set; }

    public int this[int reference, int answer] => _counts[reference, answer];

    public void Add(EvaluationCase evaluationCase, EvaluationAnswer? answer)
    {
        if (evaluationCase.References.IsEmpty || !_indices.TryGetValue(evaluationCase.References[0].Trim(), out var reference))
            return;
        var given = answer?.Text is { } text && _indices.TryGetValue(text.Trim(), out var index) ? index : labels.Count;
        _counts[reference, given]++;
        Total++;
    }
}
