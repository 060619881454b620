using System.Text.Json;
using CortexSharp.Metrics;

namespace CortexSharp.Samples.Scoring;

/// <summary>chrF2, of each pair and of the corpus.</summary>
internal sealed class ChrfMetric(ChrfOptions options) : IMetric
{
    private readonly SegmentedCorpus<ChrfCorpus> _corpus = new(() => new(options, keepSegments: true), corpus => corpus.Segments!);
    private readonly ReferenceCount _references = new();

    public void Score(string candidate, string[] references, Utf8JsonWriter line)
    {
        _references.Add(references.Length);
        var segment = _corpus.Add(corpus => corpus.Add(candidate, references));
        line.WriteNumber("chrf", Chrf.FromStatistics(segment, options).Score);
    }

    public IEnumerable<SummaryRow> Summarize() =>
        [new("chrf", _corpus.Estimate(sums => Chrf.FromStatistics(sums, options).Score), 2, $"corpus, {options.Signature(_references.Common)}")];
}
