using CortexSharp.Local.Testing;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>Keeps a claimed job this process's while it trains: renews the lease, tells the progress, and notices when the job is gone.</summary>
internal sealed class JobLease : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly JobStore _store;
    private readonly JobClaim _claim;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private readonly TimeSpan _leastTime;
    private readonly long _started;
    private readonly ITimer _timer;
    private double _trained;

    /// <param name="store">The jobs.</param>
    /// <param name="claim">The claimed job.</param>
    /// <param name="time">The clock.</param>
    /// <param name="minimumEpochTime">The least time of an epoch: no more progress is shown than it allows.</param>
    /// <param name="stop">Is cancelled when the job is no longer this process's.</param>
    public JobLease(JobStore store, JobClaim claim, TimeProvider time, TimeSpan minimumEpochTime, CancellationTokenSource stop)
    {
        _store = store;
        _claim = claim;
        _time = time;
        _stop = stop;
        _leastTime = minimumEpochTime * claim.Job.Request.MaxEpochs;
        _started = time.GetTimestamp();
        var period = minimumEpochTime > TimeSpan.Zero && minimumEpochTime < Heartbeat ? minimumEpochTime : Heartbeat;
        _timer = time.CreateTimer(static lease => ((JobLease)lease!).Beat(), this, period, period);
    }

    /// <summary>Ends when the training has taken its least time.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task LeastTimeAsync(CancellationToken cancellationToken)
    {
        var left = _leastTime - _time.GetElapsedTime(_started);
        return left > TimeSpan.Zero ? Task.Delay(left, _time, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Takes the trainer's progress.</summary>
    /// <param name="trained">The part done.</param>
    public void Report(double trained)
    {
        Volatile.Write(ref _trained, trained);
        Beat();
    }

    /// <summary>Renews the lease now, and stops the training when the job is gone.</summary>
    public void Beat()
    {
        var allowed = _leastTime > TimeSpan.Zero ? _time.GetElapsedTime(_started) / _leastTime : 1;
        try
        {
            if (!_store.TryRenew(_claim, Math.Min(Volatile.Read(ref _trained), allowed)))
                _stop.Cancel();
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException or ProcessDiedException)
        {
            // The file is busy, or all of this is just being disposed, or plays dead. The next beat comes before the lease ends; nothing is lost by
            // one.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
