namespace CortexSharp.Lifecycle.Resolution;

/// <summary>How a resolver remembers.</summary>
public sealed record ModelResolverOptions
{
    /// <summary>How old an answer may be: so long a promotion or rollback may take to reach this process. Positive.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How much older it may be while it cannot be read anew, so that a warehouse that is away for a moment does not stop the application.
    /// </summary>
    /// <value>Default: 5 minutes; zero: not at all.</value>
    public TimeSpan ToleratedFailure { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long after a failed read the next one is tried, in the background. In that time, and while that read is under way, callers get what is
    /// known at once, as long as <see cref="ToleratedFailure"/> lets them.
    /// </summary>
    /// <value>Default: 5 seconds. Zero or more.</value>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
