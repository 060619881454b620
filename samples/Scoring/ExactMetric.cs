using System.Text.Json;
using CortexSharp.Metrics;

namespace CortexSharp.Samples.Scoring;

/// <summary>Whether the candidate is a reference, character for character.</summary>
internal sealed class ExactMetric : IMetric
{
    private readonly MeanScore _mean = new();

    public void Score(string candidate, string[] references, Utf8JsonWriter line)
    {
        var score = ExactMatch.IsMatch(candidate, references) ? 1 : 0;
        _mean.Add(score);
        line.WriteNumber("exact", score);
    }

    public IEnumerable<SummaryRow> Summarize() => [new("exact", _mean.Estimate(), 4, "mean, ordinal")];
}
