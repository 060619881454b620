using System.Runtime.InteropServices;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>CPU time of this thread, so that being preempted does not count.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    public static long Nanoseconds
    {
        get
        {
            if (GetTime(ThreadCpuTime, out var time) != 0)
                throw new PlatformNotSupportedException("The ratios need the clock of CPU time per thread that Linux has.");
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
