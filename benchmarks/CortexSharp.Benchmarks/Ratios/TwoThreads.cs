namespace CortexSharp.Benchmarks.Ratios;

/// <summary>Times BLEU on two threads at once.</summary>
internal static class TwoThreads
{
    /// <summary>Nanoseconds of CPU time for one run over a workload, the mean of both threads.</summary>
    public static double Time(Workload workload)
    {
        var times = new double[2];
        using var start = new Barrier(times.Length);
        var threads = times.Select((_, i) => new Thread(() =>
        {
            var timer = new Timer(BleuRatios.Sentence, workload);
            timer.Prepare();
            start.SignalAndWait();
            times[i] = timer.Time();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return times.Average();
    }
}
