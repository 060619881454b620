using System.Collections.Concurrent;

namespace CortexSharp.Local.Server.Faults;

/// <summary>Decides which requests go wrong. Thread-safe; to be changed at any time.</summary>
/// <remarks>Which request of a mixture goes wrong, and how, depends on the seed and the request's number alone.</remarks>
public sealed class FaultSwitches
{
    private readonly ConcurrentQueue<FaultKind> _next = new();
    private readonly int _seed;
    private readonly (FaultKind Kind, double Rate)[] _mixture;
    private long _requests;

    /// <summary>Faults that happen only when <see cref="Next"/> asks for them.</summary>
    public FaultSwitches()
        : this(0, new Dictionary<FaultKind, double>())
    {
    }

    /// <summary>A mixture of faults.</summary>
    /// <param name="seed">Another seed, other requests.</param>
    /// <param name="rates">The share of requests, from 0 to 1, that has each fault; 1 at most together.</param>
    public FaultSwitches(int seed, IReadOnlyDictionary<FaultKind, double> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Values.Any(r => r is < 0 or > 1 or double.NaN) || rates.Values.Sum() > 1)
            throw new ArgumentException("The rates of faults must be from 0 to 1, and 1 at most together.", nameof(rates));
        _seed = seed;
        _mixture = [.. rates.OrderBy(r => r.Key).Select(r => (r.Key, r.Value))];
    }

    /// <summary>Lets the next requests go wrong, one after the other, before the mixture goes on.</summary>
    /// <param name="kinds">The faults in order.</param>
    public void Next(params ReadOnlySpan<FaultKind> kinds)
    {
        foreach (var kind in kinds)
            _next.Enqueue(kind);
    }

    /// <summary>The fault of the request that has come; null for none.</summary>
    internal FaultKind? Take()
    {
        if (_next.TryDequeue(out var kind))
            return kind;
        if (_mixture.Length == 0)
            return null;
        var draw = Draw(Interlocked.Increment(ref _requests));
        foreach (var (candidate, rate) in _mixture)
        {
            if (draw < rate)
                return candidate;
            draw -= rate;
        }

        return null;
    }

    // SplitMix64's finalizer: the number of the request is spread over all bits.
    private double Draw(long request)
    {
        var bits = unchecked(((ulong)(uint)_seed << 32) + ((ulong)request * 0x9E3779B97F4A7C15UL));
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EBUL);
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
