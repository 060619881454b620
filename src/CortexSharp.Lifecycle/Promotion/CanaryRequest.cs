using System.Globalization;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Asks that a share of a use case's calls go to a candidate, or to none any more.</summary>
public sealed record CanaryRequest : CallableModelRequest
{
    /// <summary>Asks that a share of a use case's calls go to a candidate, or to none any more.</summary>
    /// <param name="live">
    /// What the use case calls, as the caller saw it: the canary is set only if that still holds, an earlier canary included.
    /// </param>
    /// <param name="canary">The candidate and its share; null to end a canary.</param>
    public CanaryRequest(LiveModel live, Canary? canary)
    {
        ArgumentNullException.ThrowIfNull(live);
        Live = live;
        if (canary is null)
            return;
        ArgumentException.ThrowIfNullOrWhiteSpace(canary.Model, nameof(canary));
        Canary = canary with { Percent = decimal.Round(canary.Percent, 2, MidpointRounding.AwayFromZero) };
        if (Canary.Percent is <= 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(
                nameof(canary),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A canary takes more than 0 and at most 100 percent of the calls, in hundredths, not {canary.Percent}."));
        }
    }

    /// <summary>What the use case calls, as the caller saw it.</summary>
    public LiveModel Live { get; }

    /// <summary>The candidate and its share; <see langword="null"/> ends a canary.</summary>
    public Canary? Canary { get; }
}
