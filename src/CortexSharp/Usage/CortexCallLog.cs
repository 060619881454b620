using System.Runtime.CompilerServices;
using CortexSharp.Completions;
using CortexSharp.Diagnostics;
using CortexSharp.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CortexSharp.Usage;

/// <summary>
/// Counts in memory and writes to a table from time to time, and once more when it is disposed. What cannot be written is kept and written with
/// the next; no call waits for it or fails of it.
/// </summary>
public sealed class CortexCallLog : ICortexCallLog, IAsyncDisposable, IDisposable
{
    private static readonly SqlExecutionOptions Writing = new() { Effect = SqlEffect.Write };
    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    private readonly ISqlExecutor _executor;
    private readonly CallLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CallLogStatements _statements;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly CancellationTokenSource _lifetime = new();

    private Dictionary<(string Model, DateOnly Day), CallCounts> _open = [];
    private CallBatch? _unsaved;
    private ITimer? _timer;
    private Task _background = Task.CompletedTask;
    private bool _isDisposed;
    private long _lostCalls;

    /// <summary>Counts into a table. One that never counts sends nothing but what is read.</summary>
    /// <param name="executor">Runs the statements; it must live longer than the log.</param>
    /// <param name="options">Who counts, and into which table.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <param name="logger">Is told when counts cannot be written; default: nobody.</param>
    public CortexCallLog(ISqlExecutor executor, CallLogOptions options, TimeProvider? time = null, ILogger<CortexCallLog>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.FlushEvery, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostPending, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.DisposeWithin, TimeSpan.Zero, nameof(options));
        _executor = executor;
        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<CortexCallLog>.Instance;
        _statements = new(options.Table);
    }

    /// <summary>
    /// The calls that will not be written: of more models than <see cref="CallLogOptions.MostPending"/>, made after the log was disposed, or pending
    /// then and not written in time.
    /// </summary>
    public long LostCalls => Interlocked.Read(ref _lostCalls);

    /// <inheritdoc/>
    public void Count(string model, TokenUsage? tokens = null, bool failed = false)
    {
        if (!CalledModelName.IsOne(model))
            return;
        var now = _time.GetUtcNow();
        var key = (model, DateOnly.FromDateTime(now.UtcDateTime));
        lock (_lock)
        {
            if (_isDisposed || (!_open.TryGetValue(key, out var counts) && _open.Count >= _options.MostPending))
            {
                Interlocked.Increment(ref _lostCalls);
                return;
            }

            if (counts is null)
                _open[key] = counts = new(model, key.Item2);
            counts.Add(tokens, failed, now);
            _timer ??= _time.CreateTimer(static log => ((CortexCallLog)log!).FlushInBackground(), this, _options.FlushEvery, _options.FlushEvery);
        }
    }

    /// <inheritdoc/>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // First what may have been written before, unheard; it must not grow, or it would be other rows.
            if (_unsaved is not null)
                await WriteAsync(_unsaved, cancellationToken).ConfigureAwait(false);
            _unsaved = Close();
            if (_unsaved is not null)
                await WriteAsync(_unsaved, cancellationToken).ConfigureAwait(false);
            _unsaved = null;
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<UsageDay> ReadAsync(DateOnly? from = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var row in _executor.QueryAsync(_statements.Days(from), Reading, cancellationToken).ConfigureAwait(false))
        {
            yield return new(row.Get<DateOnly>("DAY"), row.Get<string>("MODEL"), _options.Table.ToString(), row.Get<long>("CALLS"))
            {
                Caller = row.Get<string>("CALLER"),
                Errors = row.Get<long>("ERRORS"),
                Tokens = row.Get<long>("CALLS_WITH_TOKENS") > 0 ? row.Get<long>("TOKENS") : null,
                LastCallAt = row.Get<DateTimeOffset>("LAST_CALL_AT"),
            };
        }
    }

    /// <summary>
    /// Writes the last counts, within <see cref="CallLogOptions.DisposeWithin"/>; what cannot be written is lost and told to the logger. Throws
    /// nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Task background;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _timer?.Dispose();
            background = _background;
        }

        using var deadline = new CancellationTokenSource(_options.DisposeWithin, _time);
        await background.WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _lifetime.CancelAsync().ConfigureAwait(false);
        if (await TryFlushAsync(deadline.Token).ConfigureAwait(false))
            return;
        var calls = (_unsaved?.Calls ?? 0) + (Close()?.Calls ?? 0);
        Interlocked.Add(ref _lostCalls, calls);
        LogMessages.CountsLost(_logger, calls, _options.Table.ToString());
    }

    /// <summary>Does as <see cref="DisposeAsync"/>, waiting for it: for containers and tests that are disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void FlushInBackground()
    {
        lock (_lock)
        {
            // Not here: whoever counts would wait for the lock as long as the executor takes to begin.
            if (!_isDisposed && _background.IsCompleted)
                _background = Task.Run(() => TryFlushAsync(_lifetime.Token));
        }
    }

    private async Task<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever an executor throws, the application has nothing to do with it.
            var kind = exception is CortexException cortex ? cortex.Kind.Value : exception.GetType().Name;
            LogMessages.CountsNotWritten(_logger, _options.Table.ToString(), kind);
            return false;
        }
    }

    /// <summary>The counts up to now; those from now on are others. Null when there are none.</summary>
    private CallBatch? Close()
    {
        lock (_lock)
        {
            if (_open.Count == 0)
                return null;
            var closed = _open;
            _open = [];
            return new(Guid.NewGuid(), closed.Values);
        }
    }

    private async Task WriteAsync(CallBatch batch, CancellationToken cancellationToken)
    {
        var statement = _statements.Add(batch, _options.Caller);
        try
        {
            await _executor.ExecuteNonQueryAsync(statement, Writing, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.NotFound)
        {
            // Only now: a role that may write need not be one that may create.
            await _executor.ExecuteNonQueryAsync(_statements.Create(), Writing, cancellationToken).ConfigureAwait(false);
            await _executor.ExecuteNonQueryAsync(statement, Writing, cancellationToken).ConfigureAwait(false);
        }
    }
}
