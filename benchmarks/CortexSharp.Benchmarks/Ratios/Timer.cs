namespace CortexSharp.Benchmarks.Ratios;

/// <summary>Times one thing on one workload, round by round.</summary>
internal sealed class Timer(Measured measured, Workload workload)
{
    private const long WarmUp = 350_000_000;
    private const long Round = 30_000_000;

    private readonly List<double> _nanoseconds = [];
    private readonly List<double> _bytes = [];
    private int _repeats;

    public Measured Measured => measured;

    public Workload Workload => workload;

    /// <summary>Of each round: nanoseconds of CPU time for one run.</summary>
    public IReadOnlyList<double> Nanoseconds => _nanoseconds;

    public double MedianNanoseconds => Median.Of(_nanoseconds);

    /// <summary>Bytes that one pair allocates, in the best round: the runtime's own work on this thread is none of the scorer's.</summary>
    public double BytesPerPair => _bytes.Min();

    public double PairsPerSecond => workload.References.Length * 1e9 / MedianNanoseconds;

    public double MegabytesPerSecond => workload.Bytes * 1e3 / MedianNanoseconds;

    /// <summary>Lets the code be compiled, and finds how many runs fill a round.</summary>
    public void Prepare()
    {
        var runs = 0;
        var start = ThreadClock.Nanoseconds;
        long passed;
        do
        {
            Keep(measured.Run(workload));
            runs++;
        }
        while ((passed = ThreadClock.Nanoseconds - start) < WarmUp);

        _repeats = (int)Math.Max(1, Round * runs / passed);
    }

    /// <summary>Times a round.</summary>
    public double Time()
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.Nanoseconds;
        for (var i = 0; i < _repeats; i++)
            Keep(measured.Run(workload));
        var nanoseconds = (ThreadClock.Nanoseconds - start) / (double)_repeats;
        _nanoseconds.Add(nanoseconds);
        _bytes.Add((GC.GetAllocatedBytesForCurrentThread() - bytes) / ((double)_repeats * workload.References.Length));
        return nanoseconds;
    }

    private static void Keep(double result)
    {
        if (double.IsNegativeInfinity(result))
            throw new InvalidOperationException("No score is that.");
    }
}
