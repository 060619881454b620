using CortexSharp.Metrics.Squad;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// SQuAD's two figures, 0 to 1: <c>squad_exact_match</c> of the texts without case, punctuation and articles, and <c>squad_f1</c> of their words.
/// </summary>
public sealed class SquadMetric : TextMetric
{
    private readonly SquadVersion _version;

    /// <summary>Scores by the rules of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="name">What the metric is called; its measures begin with it.</param>
    public SquadMetric(SquadVersion version = SquadVersion.V1, string name = "squad")
        : base(
            name,
            $"{name}|version:{(version is SquadVersion.V1 ? "1.1" : "2")}",
            3,
            Measure.Mean($"{name}_exact_match", 0, 2) with { IsRightOrWrong = true },
            Measure.Mean($"{name}_f1", 1, 2)) => _version = version;

    private protected override MetricScore Score(string text, ReadOnlySpan<string> references)
    {
        var score = _version is SquadVersion.V1 ? SquadV1.Score(text, references) : SquadV2.Score(text, references);
        var match = score.IsExactMatch ? 1 : 0;
        return new MetricScore([match, score.F1], [match, score.F1, 1]);
    }

    private protected override MetricScore ScoreFailed(ReadOnlySpan<string> references) => new([0, 0], [0, 0, 1]);
}
