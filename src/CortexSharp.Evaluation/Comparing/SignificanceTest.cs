using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>How likely a difference is by chance alone; all tests are two-sided.</summary>
public enum SignificanceTest
{
    /// <summary>Paired bootstrap resampling (P. Koehn, 2004) on the statistics of the cases.</summary>
    PairedBootstrap,

    /// <summary>
    /// Approximate randomisation (S. Riezler, J. Maxwell, 2005) on the statistics of the cases, as
    /// <see cref="ApproximateRandomization.TestWithTies"/> counts.
    /// </summary>
    ApproximateRandomization,

    /// <summary>McNemar's exact test of right and wrong answers.</summary>
    McNemar,
}
