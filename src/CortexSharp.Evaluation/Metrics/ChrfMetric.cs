using System.Runtime.InteropServices;
using CortexSharp.Metrics;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>chrF and chrF++ as sacrebleu, 0 to 100: of a run that of the corpus, of an answer that of the sentence.</summary>
public sealed class ChrfMetric : TextMetric
{
    private readonly ChrfOptions _options;

    /// <summary>Scores with chrF2.</summary>
    public ChrfMetric()
        : this(new ChrfOptions())
    {
    }

    /// <summary>Scores with settings.</summary>
    /// <param name="options">The settings; <see cref="ChrfOptions.PlusPlus"/> for chrF2++.</param>
    /// <param name="name">What metric and measure are called; <c>chrf</c>, or <c>chrf++</c> if words count too, when left out.</param>
    public ChrfMetric(ChrfOptions options, string? name = null)
        : base(
            name ??= options.WordOrder > 0 ? "chrf++" : "chrf",
            $"{name}|{options.Signature(null)}",
            3 * (options.CharacterOrder + options.WordOrder),
            new Measure(name, sums => Chrf.FromStatistics(sums, options).Score) { Highest = 100 }) => _options = options;

    private protected override MetricScore Score(string text, ReadOnlySpan<string> references)
    {
        var statistics = new double[Width];
        Chrf.Count(text, references, _options, statistics);
        return new MetricScore([Chrf.FromStatistics(statistics, _options).Score], ImmutableCollectionsMarshal.AsImmutableArray(statistics));
    }

    // A failed answer is an empty one: what its reference has still counts as missed.
    private protected override MetricScore ScoreFailed(ReadOnlySpan<string> references) => Score("", references);
}
