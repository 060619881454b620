namespace CortexSharp.Metrics.Statistics;

/// <summary>McNemar's test: do two systems that answered the same items differ in how many they have right? Two-sided.</summary>
/// <remarks>Equals <c>mcnemar</c> of statsmodels 0.13. Only the items that one system alone has right count.</remarks>
public static class McNemar
{
    /// <summary>The exact test by the binomial distribution; right for any number of items. No difference at all gives a p-value of 1.</summary>
    /// <remarks>The statistic is the smaller of the two counts. Takes time linear in it.</remarks>
    /// <param name="outcomes">Who had what right.</param>
    public static TestResult Exact(PairedOutcomes outcomes)
    {
        var (fewer, differing) = Counts(outcomes);
        var p = outcomes.OnlyFirst == outcomes.OnlySecond ? 1 : Math.Min(1, 2 * LowerTailOfFairCoin(fewer, differing));
        return new TestResult(fewer, p);
    }

    /// <summary>The approximation by the chi-square distribution with one degree of freedom, for 25 differing items or more.</summary>
    /// <remarks>
    /// Not a number when the systems never differ. As in the reference, equal counts give the corrected statistic 1/n, not 0.
    /// </remarks>
    /// <param name="outcomes">Who had what right.</param>
    /// <param name="continuityCorrection">Whether to make the difference smaller by one (Edwards); true in the reference.</param>
    public static TestResult ChiSquare(PairedOutcomes outcomes, bool continuityCorrection = true)
    {
        var differing = Counts(outcomes).Differing;
        if (differing == 0)
            return new TestResult(double.NaN, double.NaN);

        var difference = Math.Abs((double)outcomes.OnlyFirst - outcomes.OnlySecond) - (continuityCorrection ? 1 : 0);
        var statistic = difference * difference / differing;
        return new TestResult(statistic, ErrorFunction.Complement(Math.Sqrt(statistic / 2)));
    }

    private static (int Fewer, long Differing) Counts(PairedOutcomes outcomes) =>
        (Math.Min(outcomes.OnlyFirst, outcomes.OnlySecond), (long)outcomes.OnlyFirst + outcomes.OnlySecond);

    /// <summary>
    /// The probability of at most k heads in n fair throws. C(n, k) as a running product, kept in range by powers of two, is more exact than by
    /// logarithms of factorials; from there the terms fall, so that the sum soon stops.
    /// </summary>
    private static double LowerTailOfFairCoin(int k, long n)
    {
        const int Exponent = 512;
        var term = 1.0;
        var halvings = n;
        for (var i = 1; i <= k; i++)
        {
            term *= (n - k + i) / (double)i;
            if (term > 1e150)
            {
                term = Math.ScaleB(term, -Exponent);
                halvings -= Exponent;
            }
        }

        term = Math.ScaleB(term, (int)-Math.Clamp(halvings, -2000, 2000));
        var sum = 0.0;
        for (var i = k; i >= 0 && term > sum * 1e-18; i--)
        {
            sum += term;
            term *= i / (double)(n - i + 1);
        }

        return sum;
    }
}
