using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>
/// How runs are compared. The same options give the same figures, to the last bit, on every machine and with any number of threads.
/// </summary>
public sealed record ComparisonOptions
{
    /// <summary>The test for measures that are not right or wrong; those are always tested by McNemar's exact test.</summary>
    /// <value><see cref="SignificanceTest.PairedBootstrap"/> by default.</value>
    /// <exception cref="ArgumentException">It is <see cref="SignificanceTest.McNemar"/>, which other measures cannot be tested by.</exception>
    public SignificanceTest Test
    {
        get;
        init => field = value is not SignificanceTest.McNemar
            ? value
            : throw new ArgumentException(
                "McNemar's test is for right and wrong answers, for which it is always taken; choose the test for the others.");
    } = SignificanceTest.PairedBootstrap;

    /// <summary>How much of the resamples an interval holds, 0 to 1.</summary>
    /// <value>0.95 by default.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How often and from which seed to resample.</summary>
    /// <value>As <see cref="ResamplingOptions"/> are by default: 1,000 resamples, or 10,000 trials of randomisation, from seed 12345.</value>
    public ResamplingOptions Resampling { get; init; } = new();

    /// <summary>The tags whose values cut the cases into slices.</summary>
    /// <value><see langword="null"/> by default: every tag that there is. Empty: no slices.</value>
    public IReadOnlyList<string>? SliceBy { get; init; }

    /// <summary>How few cases make a slice; smaller ones are left out, since they say nothing.</summary>
    /// <value>1 by default.</value>
    public int SmallestSlice { get; init; } = 1;
}
