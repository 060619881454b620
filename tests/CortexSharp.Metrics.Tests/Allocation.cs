namespace CortexSharp.Metrics.Tests;

internal static class Allocation
{
    /// <summary>What an action allocates once its scratch memory is pooled and its code compiled.</summary>
    public static long InSteadyState(Action action)
    {
        for (var i = 0; i < 50; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
