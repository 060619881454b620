using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Lifecycle.Promotion;

namespace CortexSharp.Lifecycle.Resolution;

/// <summary>Remembers what each use case calls. It is read anew once for all callers, who wait for that only as long as reading works.</summary>
public sealed class ModelResolver : ICortexModelResolver
{
    // A canary's share is kept to a hundredth of a percent.
    private const uint Buckets = 10_000;

    private readonly IModelPromoter _promoter;
    private readonly ModelResolverOptions _options;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Resolves by what a promoter says.</summary>
    /// <param name="promoter">Says what a use case calls.</param>
    /// <param name="options">How to remember; default: for 30 seconds.</param>
    public ModelResolver(IModelPromoter promoter, ModelResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(promoter);
        _promoter = promoter;
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.MaxStaleness, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ToleratedFailure, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.RetryAfter, TimeSpan.Zero, nameof(options));
    }

    /// <inheritdoc/>
    public async ValueTask<ResolvedModel> ResolveAsync(string useCase, string? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        var live = await LiveAsync(_entries.GetOrAdd(useCase, static _ => new()), useCase, cancellationToken).ConfigureAwait(false);
        if (live.Model is not { } model)
            throw new CortexException(CortexErrorKind.NotFound, $"No model was promoted for the use case '{useCase}'.");
        return live.Canary is { } canary && key is not null && Place(useCase, key) < canary.Percent * Buckets / 100
            ? new(canary.Model, IsCanary: true, live.Generation)
            : new(model, IsCanary: false, live.Generation);
    }

    private async ValueTask<LiveModel> LiveAsync(Entry entry, string useCase, CancellationToken cancellationToken)
    {
        if (entry.Known is { } known && AgeOf(known) < _options.MaxStaleness)
            return known.Live;
        // While reading fails nobody waits for it: what is known is told, and from time to time one read in the background tries again.
        if (entry.FailedAt is { } failed && Tolerated(entry) is { } old)
        {
            if (_options.TimeProvider.GetElapsedTime(failed) >= _options.RetryAfter)
                _ = ReadOnce(entry, useCase);
            return old;
        }

        try
        {
            return await ReadOnce(entry, useCase).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException) when (Tolerated(entry) is { } tolerated)
        {
            return tolerated;
        }
    }

    private LiveModel? Tolerated(Entry entry) =>
        entry.Known is { } known && AgeOf(known) < _options.MaxStaleness + _options.ToleratedFailure ? known.Live : null;

    /// <summary>The read that is under way, or a new one. It belongs to no caller, so that none of them can take it away from the others.</summary>
    private Task<LiveModel> ReadOnce(Entry entry, string useCase)
    {
        var mine = new TaskCompletionSource<LiveModel>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (entry.Begin(mine) is { } another)
            return another;
        _ = ReadAsync();
        return mine.Task;

        async Task ReadAsync()
        {
            try
            {
                // Another read may have ended just before this one began.
                if (entry.Known is { } known && AgeOf(known) < _options.MaxStaleness)
                {
                    entry.End();
                    mine.SetResult(known.Live);
                    return;
                }

                // Its age counts from before it was read.
                var asked = _options.TimeProvider.GetTimestamp();
                var live = await _promoter.GetLiveAsync(useCase, CancellationToken.None).ConfigureAwait(false);
                entry.Known = new(live, asked);
                entry.FailedAt = null;
                entry.End();
                mine.SetResult(live);
            }
            catch (Exception e)
            {
                entry.FailedAt = _options.TimeProvider.GetTimestamp();
                entry.End();
                mine.SetException(e);
                // Perhaps nobody waits for it.
                _ = mine.Task.Exception;
            }
        }
    }

    private TimeSpan AgeOf(Known known) => _options.TimeProvider.GetElapsedTime(known.AskedAt);

    /// <summary>A number below <see cref="Buckets"/> that follows from the key, the same in every process.</summary>
    private static uint Place(string useCase, string key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{useCase}|{key}"))) % Buckets;

    private sealed record Known(LiveModel Live, long AskedAt);

    private sealed class Entry
    {
        private volatile Known? _known;
        private volatile object? _failedAt;
        private TaskCompletionSource<LiveModel>? _reading;

        public Known? Known
        {
            get => _known;
            set => _known = value;
        }

        /// <summary>When the last read failed; null when it did not.</summary>
        public long? FailedAt
        {
            get => (long?)_failedAt;
            set => _failedAt = value;
        }

        /// <summary>Makes a read the one under way, unless there is one, which is returned.</summary>
        public Task<LiveModel>? Begin(TaskCompletionSource<LiveModel> reading) => Interlocked.CompareExchange(ref _reading, reading, null)?.Task;

        public void End() => Volatile.Write(ref _reading, null);
    }
}
