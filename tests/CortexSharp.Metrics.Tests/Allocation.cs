namespace CortexSharp.Metrics.Tests;

internal static class Allocation
{
    /// <summary>What an action allocates once its scratch memory is pooled.</summary>
    /// <remarks>The least of a few rounds: a collection that another test causes may empty the pools in between.</remarks>
    public static long InSteadyState(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 10 && least > 0; round++)
        {
            for (var i = 0; i < 50; i++)
                action();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
                action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
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
