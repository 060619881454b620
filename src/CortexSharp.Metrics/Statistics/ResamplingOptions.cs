namespace CortexSharp.Metrics.Statistics;

/// <summary>How often and from which seed to resample.</summary>
/// <remarks>
/// The same options give the same result, to the last bit, on every machine and for any degree of parallelism: resample i draws from a generator
/// (SplitMix64) of its own, started from the seed and i. The references draw from numpy's, so that single resamples differ from theirs.
/// </remarks>
public sealed record ResamplingOptions
{
    internal static readonly ResamplingOptions Default = new();

    /// <summary>How many resamples to draw.</summary>
    /// <value><see langword="null"/> by default: 1,000 for a bootstrap, 10,000 for approximate randomisation.</value>
    public int? Samples { get; init; }

    /// <summary>Where the random numbers start.</summary>
    /// <value>12345 by default, as in sacrebleu. No value is special.</value>
    public ulong Seed { get; init; } = 12345;

    /// <summary>How many threads may work at once; -1 for as many as there are processors.</summary>
    /// <value>-1 by default.</value>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>Which segments a resample consists of; tests put the reference's own draws in.</summary>
    internal DrawSegments Segments { get => field ?? Resampling.Segments(Seed); init; }

    /// <summary>Which sides are swapped in a trial; tests put the reference's own coins in.</summary>
    internal DrawSides Sides { get => field ?? Resampling.Sides(Seed); init; }

    internal ParallelOptions Parallel(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = MaxDegreeOfParallelism, CancellationToken = cancellationToken };

    /// <exception cref="ArgumentOutOfRangeException">Fewer than one resample is asked for.</exception>
    internal int SamplesOr(int usual)
    {
        var samples = Samples ?? usual;
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1, nameof(Samples));
        return samples;
    }
}
