using System.Diagnostics;

namespace CortexSharp.Metrics.Tests;

internal static class Allocation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What an action allocates once its scratch memory is pooled and its code compiled. Code that is not optimised yet boxes vectors, so an action that
    /// allocates is given time; one that always does never gets to nothing.
    /// </summary>
    public static long InSteadyState(Action action)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            for (var i = 0; i < 50; i++)
                action();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
                action();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated == 0 || clock.Elapsed > Patience)
                return allocated;
        }
    }

    /// <summary>What an action allocates on a thread that has no scratch memory yet; what other threads gave back to the shared pool is not counted.</summary>
    public static long OnFreshThread(Action action)
    {
        var (allocated, failure) = (0L, default(Exception));
        var thread = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            failure = Record.Exception(action);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        return allocated;
    }
}
