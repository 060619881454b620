namespace CortexSharp.Metrics.Tests.Statistics;

internal static class Near
{
    /// <summary>Equal within a relative tolerance; zero must be zero.</summary>
    public static void Assert(double expected, double actual, double relative) =>
        Xunit.Assert.True(Math.Abs(actual - expected) <= Math.Abs(expected) * relative, $"expected {expected:R}, but it is {actual:R}");
}
