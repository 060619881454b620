using System.Globalization;
using CortexSharp.Completions;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Judging;

/// <summary>How often a judge prefers the system's answers to the baseline's.</summary>
/// <param name="Judge">The judge's name.</param>
/// <param name="Wins">On how many cases the system's answer is better, in both orders.</param>
/// <param name="Ties">On how many neither is, or the place decided.</param>
/// <param name="Losses">On how many the baseline's answer is better, in both orders.</param>
public sealed record PairwiseComparison(string Judge, int Wins, int Ties, int Losses)
{
    /// <summary>On how many cases there is no verdict; they do not count.</summary>
    public int NoVerdicts { get; init; }

    /// <summary>On how many cases with a verdict the two orders had different outcomes: how far the judge goes by the place.</summary>
    public int Inconsistent { get; init; }

    /// <summary>The share of wins, ties counting half: 0.5 for equally good runs. Not a number without a verdict.</summary>
    public double WinRate => (Wins + (0.5 * Ties)) / (Wins + Ties + Losses);

    /// <summary>The bootstrap interval of <see cref="WinRate"/>.</summary>
    public required ConfidenceInterval Interval { get; init; }

    /// <summary>
    /// How likely at least so uneven wins and losses are if both runs are equally good: the exact sign test, two-sided, ties left out, which is
    /// <see cref="McNemar.Exact"/> of wins and losses.
    /// </summary>
    public double PValue => McNemar.Exact(new PairedOutcomes(0, Losses, Wins, 0)).PValue;

    /// <summary>The tokens that judging used up; <see langword="null"/> for none known.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Adds up what a judge says of cases.</summary>
    /// <param name="judge">The judge's name.</param>
    /// <param name="pairs">The verdicts, in any order.</param>
    /// <param name="confidence">How much of the resamples the interval holds, 0 to 1.</param>
    /// <param name="resampling">How often and from which seed to resample.</param>
    /// <exception cref="ArgumentException">A case comes twice, or the verdicts are of several judges, prompts or options.</exception>
    public static PairwiseComparison Of(string judge, IEnumerable<JudgedPair> pairs, double confidence = 0.95, ResamplingOptions? resampling = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(judge);
        ArgumentNullException.ThrowIfNull(pairs);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        string? signature = null;
        int wins = 0, ties = 0, losses = 0, none = 0, inconsistent = 0;
        TokenUsage? usage = null;
        foreach (var (key, verdict) in pairs)
        {
            if (!keys.Add(key))
                throw new ArgumentException($"The case '{key}' was judged twice; it counts once.", nameof(pairs));
            if ((signature ??= verdict.Judge) != verdict.Judge)
            {
                throw new ArgumentException(
                    $"The verdicts are of several judges, {signature} and {verdict.Judge}; add up those of each.", nameof(pairs));
            }

            wins += verdict.Outcome is PairwiseOutcome.Second ? 1 : 0;
            ties += verdict.Outcome is PairwiseOutcome.Tie ? 1 : 0;
            losses += verdict.Outcome is PairwiseOutcome.First ? 1 : 0;
            none += verdict.Outcome is PairwiseOutcome.NoVerdict ? 1 : 0;
            inconsistent += verdict is { Outcome: not PairwiseOutcome.NoVerdict, IsConsistent: false } ? 1 : 0;
            usage = usage is { } sum && verdict.Usage is { } more ? sum + more : usage ?? verdict.Usage;
        }

        // In an order of their own, so that the interval does not hang on which verdict came first.
        double[] values = [.. Enumerable.Repeat(1.0, wins), .. Enumerable.Repeat(0.5, ties), .. Enumerable.Repeat(0.0, losses)];
        return new(judge, wins, ties, losses)
        {
            NoVerdicts = none,
            Inconsistent = inconsistent,
            Interval = Bootstrap.Mean(values, confidence, resampling),
            Usage = usage,
        };
    }

    /// <summary>The figures in a form for reports.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Judge}: better on {Wins}, as good on {Ties}, worse on {Losses} ({WinRate:F4} [{Interval.Low:F4}, {Interval.High:F4}], p = {PValue:F4})");
}
