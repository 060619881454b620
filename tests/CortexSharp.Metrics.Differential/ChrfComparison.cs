using CortexSharp.Metrics.Baseline;

namespace CortexSharp.Metrics.Differential;

/// <summary>chrF and chrF++ on every 16th case, as the slow one builds all n-grams of up to six characters as strings.</summary>
public sealed class ChrfComparison : IComparison
{
    // The two add the orders up in a different sequence.
    private const double Tolerance = 1e-12;

    private int _cases;

    public string? Compare(HardText texts)
    {
        var (candidate, reference) = texts.Pair();
        if (_cases++ % 16 != 0)
            return null;

        var isPlusPlus = texts.Coin();
        var expected = SlowChrf.Sentence(candidate, reference, wordOrder: isPlusPlus ? 2 : 0);
        var actual = Chrf.Sentence(candidate, reference, isPlusPlus ? ChrfOptions.PlusPlus : null).Score;
        return Math.Abs(expected - actual) <= Tolerance * expected
            ? null
            : $"chrF: {expected} but {actual} for {Uri.EscapeDataString(candidate)} against {Uri.EscapeDataString(reference)}";
    }
}
