using System.Collections.Immutable;
using CortexSharp.Metrics;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>The share of answers that are a reference, character for character, or as far as the options look, 0 to 1.</summary>
public sealed class ExactMatchMetric : TextMetric
{
    private static readonly MetricScore Right = MetricScore.Mean(1);
    private static readonly MetricScore Wrong = MetricScore.Mean(0);

    private readonly ExactMatchOptions? _options;

    /// <summary>Compares with options.</summary>
    /// <param name="options">What to overlook; nothing when left out.</param>
    /// <param name="name">What metric and measure are called.</param>
    public ExactMatchMetric(ExactMatchOptions? options = null, string name = "exact_match")
        : base(name, SignatureOf(name, options), 2, Measure.Mean(name) with { IsRightOrWrong = true }) => _options = options;

    private protected override MetricScore Score(string text, ReadOnlySpan<string> references) =>
        (_options is null ? ExactMatch.IsMatch(text, references) : ExactMatch.IsMatch(text, references, _options)) ? Right : Wrong;

    private protected override MetricScore ScoreFailed(ReadOnlySpan<string> references) => Wrong;

    private static string SignatureOf(string name, ExactMatchOptions? options)
    {
        ImmutableArray<string> parts =
        [
            name,
            .. options?.IgnoredPatterns.Select(pattern => $"without:{pattern}") ?? [],
            .. options is { IgnoreCase: true } ? ["case:ignored"] : (string[])[],
            .. options is { IgnorePunctuation: true } ? ["punctuation:ignored"] : (string[])[],
            .. options is { IgnoreNumbers: true } ? ["numbers:ignored"] : (string[])[],
        ];
        return string.Join('|', parts);
    }
}
