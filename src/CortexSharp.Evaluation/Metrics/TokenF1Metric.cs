using CortexSharp.Metrics.Squad;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// How well the words of an answer agree with the reference's, whatever their order, 0 to 1: SQuAD's F1, without case, punctuation and English
/// articles, by itself.
/// </summary>
/// <remarks>Two texts without a word agree, as in SQuAD v2.</remarks>
public sealed class TokenF1Metric : TextMetric
{
    /// <summary>Scores words.</summary>
    /// <param name="name">What metric and measure are called.</param>
    public TokenF1Metric(string name = "token_f1")
        : base(name, name, 2, Measure.Mean(name))
    {
    }

    private protected override MetricScore Score(string text, ReadOnlySpan<string> references) =>
        MetricScore.Mean(SquadV2.Score(text, references).F1);

    private protected override MetricScore ScoreFailed(ReadOnlySpan<string> references) => MetricScore.Mean(0);
}
