using System.Text.Json;
using CortexSharp.Metrics;

namespace CortexSharp.Samples.Scoring;

/// <summary>
/// BLEU: of each pair as sacrebleu's <c>sentence_bleu</c>, of the corpus as its <c>corpus_bleu</c>, which is no mean of the former.
/// </summary>
internal sealed class BleuMetric(BleuOptions sentence, BleuOptions corpus) : IMetric
{
    private readonly SegmentedCorpus<BleuCorpus> _corpus = new(() => new(corpus, keepSegments: true), segmented => segmented.Segments!);
    private readonly ReferenceCount _references = new();

    public void Score(string candidate, string[] references, Utf8JsonWriter line)
    {
        _references.Add(references.Length);
        var segment = _corpus.Add(segmented => segmented.Add(candidate, references));
        line.WriteNumber("bleu", Bleu.FromStatistics(segment, sentence).Score);
    }

    public IEnumerable<SummaryRow> Summarize() =>
        [new("bleu", _corpus.Estimate(sums => Bleu.FromStatistics(sums, corpus).Score), 2, $"corpus, {corpus.Signature(_references.Common)}")];
}
