using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Lifecycle.Promotion;

namespace CortexSharp.Lifecycle.Resolution;

/// <summary>Remembers what each use case calls; one caller at a time reads it anew, and the others wait for that.</summary>
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
        await entry.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (entry.Known is { } since && AgeOf(since) < _options.MaxStaleness)
                return since.Live;
            // Its age counts from before it was read.
            var asked = _options.TimeProvider.GetTimestamp();
            entry.Known = new(await _promoter.GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false), asked);
            return entry.Known.Live;
        }
        catch (CortexException) when (entry.Known is { } old && AgeOf(old) < _options.MaxStaleness + _options.ToleratedFailure)
        {
            return old.Live;
        }
        finally
        {
            entry.Gate.Release();
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

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Known? Known
        {
            get => _known;
            set => _known = value;
        }
    }
}
