namespace CortexSharp.FineTuning;

/// <summary>How often a job is asked about. Each poll is a SQL statement that keeps a warehouse awake, so polls grow rarer.</summary>
public sealed record JobPollPolicy
{
    /// <summary>The shortest interval that is allowed, so that no setting floods the server.</summary>
    public static TimeSpan ShortestInterval { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest interval that is allowed, so that no setting forgets the job.</summary>
    public static TimeSpan LongestInterval { get; } = TimeSpan.FromHours(1);

    /// <summary>The time to the first poll after the beginning.</summary>
    /// <value>Default: 10 seconds. Values outside 50 ms to 1 h are brought inside.</value>
    public TimeSpan InitialInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest time between two polls.</summary>
    /// <value>Default: 1 minute. Values outside 50 ms to 1 h are brought inside.</value>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What each interval is multiplied by to give the next, at least 1.</summary>
    /// <value>Default: 1.5.</value>
    public double Growth { get; init; } = 1.5;

    /// <summary>
    /// The share of an interval by which it is shortened or lengthened at random, 0 to 1, so that many watchers do not poll in step.
    /// </summary>
    /// <value>Default: 0.1.</value>
    public double Jitter { get; init; } = 0.1;

    /// <summary>The clock that waits.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where jitter comes from.</summary>
    /// <value>Default: <see cref="Random.Shared"/>.</value>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The interval before a poll, jitter included, clamped at both ends.</summary>
    /// <param name="poll">The number of the poll, from 0.</param>
    public TimeSpan IntervalBefore(int poll)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(poll);
        var longest = Math.Clamp(MaxInterval.TotalSeconds, ShortestInterval.TotalSeconds, LongestInterval.TotalSeconds);
        var first = Math.Clamp(InitialInterval.TotalSeconds, ShortestInterval.TotalSeconds, longest);
        var grown = Math.Min(first * Math.Pow(Growth > 1 ? Growth : 1, poll), longest);
        var jittered = grown * (1 + (Math.Clamp(Jitter, 0, 1) * ((Random.NextDouble() * 2) - 1)));
        return TimeSpan.FromSeconds(Math.Clamp(jittered, ShortestInterval.TotalSeconds, longest));
    }
}
