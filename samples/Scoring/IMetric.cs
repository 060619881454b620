using System.Text.Json;

namespace CortexSharp.Samples.Scoring;

/// <summary>Scores pairs one by one and keeps what the summary needs, which does not grow with their number.</summary>
internal interface IMetric
{
    /// <summary>Scores a pair and writes its fields.</summary>
    void Score(string candidate, string[] references, Utf8JsonWriter line);

    /// <summary>What the summary says of all pairs.</summary>
    IEnumerable<SummaryRow> Summarize();
}
