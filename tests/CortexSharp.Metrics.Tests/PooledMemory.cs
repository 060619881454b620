using System.Buffers;
using System.Diagnostics.Tracing;

namespace CortexSharp.Metrics.Tests;

/// <summary>Counts what one thread holds of the shared array pools, which tell each array that they lend and get back.</summary>
internal sealed class PooledMemory : EventListener
{
    // Event numbers of .NET's System.Buffers.ArrayPoolEventSource.
    private const int Rented = 1;
    private const int Allocated = 2;
    private const int Returned = 3;

    // Pools are told apart by their hash codes only; entries of hash tables, whose types are private, are the largest elements.
    private const int LargestElement = 16;

    private static readonly Dictionary<int, int> ElementSizes = new()
    {
        [ArrayPool<bool>.Shared.GetHashCode()] = sizeof(bool),
        [ArrayPool<byte>.Shared.GetHashCode()] = sizeof(byte),
        [ArrayPool<char>.Shared.GetHashCode()] = sizeof(char),
        [ArrayPool<ushort>.Shared.GetHashCode()] = sizeof(ushort),
        [ArrayPool<int>.Shared.GetHashCode()] = sizeof(int),
        [ArrayPool<uint>.Shared.GetHashCode()] = sizeof(uint),
        [ArrayPool<ulong>.Shared.GetHashCode()] = sizeof(ulong),
        [ArrayPool<double>.Shared.GetHashCode()] = sizeof(double),
    };

    private int _thread;
    private long _held;
    private long _peak;
    private long _allocated;

    /// <summary>The most that an action holds at once, of pools and otherwise allocated, on a thread that has no scratch memory yet.</summary>
    public static long PeakOnFreshThread(Action action)
    {
        using var pools = new PooledMemory();
        var (allocated, failure) = (0L, default(Exception));
        var thread = new Thread(() =>
        {
            pools._thread = Environment.CurrentManagedThreadId;
            var before = GC.GetAllocatedBytesForCurrentThread();
            failure = Record.Exception(action);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.NotEqual(0, pools._peak);
        return pools._peak + allocated - pools._allocated;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
            EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Environment.CurrentManagedThreadId != _thread || eventData.Payload is not [int, int length, int pool, ..])
            return;

        var bytes = (long)length * ElementSizes.GetValueOrDefault(pool, LargestElement);
        _held += eventData.EventId switch { Rented => bytes, Returned => -bytes, _ => 0 };
        _peak = Math.Max(_peak, _held);
        _allocated += eventData.EventId == Allocated ? bytes : 0;
    }
}
