using System.Threading.Channels;
using CortexSharp.Local.Models;
using CortexSharp.Local.Testing;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>Trains waiting jobs in the background, one at a time.</summary>
/// <remarks>
/// Several processes may share a file: a job belongs to whoever claimed it last and renews the lease. One whose owner died is claimed
/// again when the lease ends, and trained again from the start under the same id.
/// </remarks>
internal sealed class JobRunner : IAsyncDisposable
{
    private readonly JobStore _store;
    private readonly ITrainingDataReader _reader;
    private readonly LocalCortexOptions _options;
    private readonly ProcessLife _life;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _alarm;
    private readonly Lock _gate = new();
    private Task _loop = Task.CompletedTask;
    private bool _disposed;
    private volatile JobLease? _current;

    /// <param name="store">The jobs.</param>
    /// <param name="reader">Runs training queries.</param>
    /// <param name="options">The clock and the least time of an epoch.</param>
    /// <param name="life">The life of the process; at its end everything is left as it stands.</param>
    public JobRunner(JobStore store, ITrainingDataReader reader, LocalCortexOptions options, ProcessLife life)
    {
        _store = store;
        _reader = reader;
        _options = options;
        _life = life;
        _alarm = options.TimeProvider.CreateTimer(_ => Start(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks for work now, and starts the background loop if it does not run.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _wake.Writer.TryWrite(true);
            if (!_loop.IsCompleted)
                return;
            // The statement that made the first job is not what the later ones run in.
            using (ExecutionContext.SuppressFlow())
                _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Looks now whether the job in training was cancelled, without waiting for the next heartbeat.</summary>
    public void Recheck() => _current?.Beat();

    /// <summary>Stops the training without failing the job, which goes on at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _alarm.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _wake.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
        {
            _wake.Reader.TryRead(out _);
            while (!_stopping.IsCancellationRequested && _store.TryClaim() is { } claim)
                await RunAsync(claim).ConfigureAwait(false);
            // What still runs is another process's. Should that die, its lease ends.
            if (_store.NextLeaseEnd() is { } end)
            {
                var wait = end - _options.TimeProvider.GetUtcNow();
                _alarm.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task RunAsync(JobClaim claim)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _life.End);
        var lease = new JobLease(_store, claim, _options.TimeProvider, _options.MinimumEpochTime, stop);
        await using var _ = lease.ConfigureAwait(false);
        _current = lease;
        try
        {
            _life.Pass(CrashPoint.JobClaimed);
            var result = await TrainAsync(claim.Job, lease, stop.Token).ConfigureAwait(false);
            _life.Pass(CrashPoint.ModelTrained);
            _store.Succeed(claim, result);
            _life.Pass(CrashPoint.ModelStored);
        }
        catch (Exception) when (_life.HasEnded)
        {
            // The dead release nothing: the lease has to run out.
            throw;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _store.Release(claim);
        }
        catch (JobFailedException e)
        {
            _store.Fail(claim, "INVALID_PARAMETER_VALUE", e.Message);
        }
#pragma warning disable CA1031 // Whatever goes wrong belongs to the job, and must not stop the jobs after it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _store.Fail(claim, "INTERNAL_ERROR", e.Message);
        }
        finally
        {
            _current = null;
        }
    }

    private async Task<JobResult> TrainAsync(FineTuneJob job, JobLease lease, CancellationToken cancellationToken)
    {
        var set = await TrainingSet.ReadAsync(_reader, job, cancellationToken).ConfigureAwait(false);
        _life.Pass(CrashPoint.TrainingDataRead);
        var epochs = job.Request.MaxEpochs;
        var trained = await Task
            .Run(() => ModelTrainer.Train(set.Training, set.Validation, epochs, Report, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        await lease.LeastTimeAsync(cancellationToken).ConfigureAwait(false);
        using var content = new MemoryStream();
        TunedModelFile.Save(trained.Model, content);
        return new JobResult(content.ToArray(), set.Tokens * epochs, trained.Report.TrainingLoss, trained.Report.ValidationLoss);

        void Report(double progress)
        {
            lease.Report(progress);
            _life.Pass(CrashPoint.TrainingProgressed);
        }
    }
}
