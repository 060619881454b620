using System.Text.Json;
using CortexSharp.Metrics.Squad;

namespace CortexSharp.Samples.Scoring;

/// <summary>SQuAD's word F1.</summary>
internal sealed class F1Metric : IMetric
{
    private readonly MeanScore _mean = new();

    public void Score(string candidate, string[] references, Utf8JsonWriter line)
    {
        var score = SquadV1.Score(candidate, references).F1;
        _mean.Add(score);
        line.WriteNumber("f1", score);
    }

    public IEnumerable<SummaryRow> Summarize() => [new("f1", _mean.Estimate(), 4, "mean, SQuAD v1.1")];
}
