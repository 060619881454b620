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
}
