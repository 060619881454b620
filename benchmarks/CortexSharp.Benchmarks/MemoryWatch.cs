using System.Diagnostics;

namespace CortexSharp.Benchmarks;

/// <summary>Looks twenty times a second at how much memory the process has.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Timer _timer;

    /// <summary>Begins after a collection, so that what was done before does not count.</summary>
    public MemoryWatch()
    {
        GC.Collect();
        Start = Peak = WorkingSet();
        _timer = new(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    /// <summary>The memory at the beginning, in bytes.</summary>
    public long Start { get; }

    /// <summary>The most that there was.</summary>
    public long Peak { get; private set; }

    public void Dispose()
    {
        _timer.Dispose();
        Look();
    }

    private void Look()
    {
        lock (_lock)
            Peak = Math.Max(Peak, WorkingSet());
    }

    private static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
