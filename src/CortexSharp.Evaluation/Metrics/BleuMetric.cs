using System.Runtime.InteropServices;
using CortexSharp.Metrics;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// BLEU as sacrebleu, 0 to 100: of a run that of the corpus, from lengths, matches and totals; of an answer that of the sentence, which only looks at
/// the orders that the answer is long enough for.
/// </summary>
/// <param name="options">How to tokenize, count and smooth; <see cref="BleuOptions.ForCorpora"/> when left out.</param>
/// <param name="name">What metric and measure are called.</param>
public sealed class BleuMetric(BleuOptions? options = null, string name = "bleu") : TextMetric(
    name,
    $"{name}|{(options ?? BleuOptions.ForCorpora).Signature(null)}",
    2 + (2 * (options ?? BleuOptions.ForCorpora).MaxOrder),
    new Measure(name, sums => Bleu.FromStatistics(sums, options).Score) { Highest = 100 })
{
    private readonly BleuOptions _sentenceOptions = (options ?? BleuOptions.ForCorpora) with { EffectiveOrder = true };

    private protected override MetricScore Score(string text, ReadOnlySpan<string> references)
    {
        var statistics = new double[Width];
        Bleu.Count(text, references, _sentenceOptions, statistics);
        return new MetricScore([Bleu.FromStatistics(statistics, _sentenceOptions).Score], ImmutableCollectionsMarshal.AsImmutableArray(statistics));
    }

    // A failed answer is an empty one: what its reference has still counts as missed.
    private protected override MetricScore ScoreFailed(ReadOnlySpan<string> references) => Score("", references);
}
