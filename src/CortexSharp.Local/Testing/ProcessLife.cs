using System.Diagnostics;

namespace CortexSharp.Local.Testing;

/// <summary>
/// The life of the process that an offline Cortex plays: it ends where the test controls say, and with it everything that would touch the file.
/// </summary>
/// <param name="controls">The controls; null for a life without an end.</param>
internal sealed class ProcessLife(TestControls? controls) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken End => _end.Token;

    public bool HasEnded => _end.IsCancellationRequested;

    /// <summary>Comes to a point, which may be the last.</summary>
    /// <exception cref="ProcessDiedException">It was, or an earlier one.</exception>
    public void Pass(CrashPoint point)
    {
        if (controls is null)
            return;
        ThrowIfEnded();
        if (!controls.Crashes.TryTake(point, out var match))
            return;
        if (match.Action)
        {
            Process.GetCurrentProcess().Kill();
            Thread.CurrentThread.Join(); // the signal is on its way
        }

        _end.Cancel();
        // Only now: a test that waits for the crash must find nobody alive.
        match.Rule.Reach();
        ThrowIfEnded();
    }

    /// <exception cref="ProcessDiedException">It has ended.</exception>
    public void ThrowIfEnded()
    {
        if (HasEnded)
            throw new ProcessDiedException();
    }

    public void Dispose() => _end.Dispose();
}
