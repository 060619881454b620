namespace CortexSharp.Metrics.Statistics;

/// <summary>The complementary error function, which .NET lacks. Formulas: NIST Digital Library of Mathematical Functions, 7.6.2 and 7.9.1.</summary>
internal static class ErrorFunction
{
    /// <summary>erfc(x) for x ≥ 0, with a relative error below 1e-12 until it underflows.</summary>
    public static double Complement(double x) => x < 2 ? 1 - Series(x) : ContinuedFraction(x);

    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; term > sum * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double ContinuedFraction(double x)
    {
        // From the inside out; at x = 2, the slowest, 100 steps are far more than a double can show.
        var denominator = x;
        for (var n = 100; n >= 1; n--)
            denominator = x + (n / 2.0 / denominator);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * denominator);
    }
}
