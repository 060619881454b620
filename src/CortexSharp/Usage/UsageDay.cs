using System.Globalization;

namespace CortexSharp.Usage;

/// <summary>
/// What a model was used for on one day (UTC), by one source. Sources show the same calls again, so they stand side by side and are never added.
/// </summary>
/// <param name="Day">The day.</param>
/// <param name="Model">The model's name as the source spells it.</param>
/// <param name="Source">Where it is from: the name of a <see cref="UsageView"/>, or of the table of an <see cref="ICortexCallLog"/>.</param>
/// <param name="Calls">
/// The calls as the source counts them: a row of a view, of SQL one for each statement and hour, over REST one for each request; a call of a log.
/// </param>
public sealed record UsageDay(DateOnly Day, string Model, string Source, long Calls)
{
    /// <summary>The tokens; <see langword="null"/> when nothing tells them.</summary>
    public long? Tokens { get; init; }

    /// <summary>The credits, one amount for each unit; empty when not known.</summary>
    public IReadOnlyList<Amount> Credits { get; init; } = [];

    /// <summary>How many of the calls failed; <see langword="null"/> when the source does not tell.</summary>
    public long? Errors { get; init; }

    /// <summary>Who called, as a log says; <see langword="null"/> when the source does not tell.</summary>
    public string? Caller { get; init; }

    /// <summary>When the last call ended, as far as the source tells it: views tell the end of the hour.</summary>
    public DateTimeOffset? LastCallAt { get; init; }

    /// <summary>A line.</summary>
    public override string ToString() => string.Join(
        ", ",
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Day:yyyy-MM-dd} {Model} by {Source}{(Caller is null ? "" : $" of {Caller}")}: {Calls} {(Calls == 1 ? "call" : "calls")}"),
            .. Errors is > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{Errors} failed")] : Array.Empty<string>(),
            .. Tokens is not null ? [string.Create(CultureInfo.InvariantCulture, $"{Tokens} tokens")] : Array.Empty<string>(),
            .. Credits.Select(c => c.ToString()),
        ]);
}
