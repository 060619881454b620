namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Somebody else changed the use case's model first; nothing was changed by this caller.</summary>
public sealed class PromotionConflictException : CortexException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="live">What the use case calls now.</param>
    public PromotionConflictException(string message, LiveModel live)
        : base(CortexErrorKind.Conflict, message)
    {
        ArgumentNullException.ThrowIfNull(live);
        Live = live;
    }

    /// <summary>What the use case calls now.</summary>
    public LiveModel Live { get; }
}
