using System.Collections.Concurrent;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>Time zones by their IANA names, such as <c>Europe/Berlin</c>, and what their clocks show.</summary>
internal static class TimeZones
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Known = new(StringComparer.Ordinal);

    /// <summary>The zone of a name.</summary>
    /// <exception cref="LocalSqlException">There is none.</exception>
    public static TimeZoneInfo Find(string name)
    {
        if (Known.TryGetValue(name, out var known))
            return known;
        try
        {
            // The name becomes part of a file's name in .NET, so only what can be one of IANA's is passed on.
            if (name.Length is > 0 and < 64 && char.IsAsciiLetter(name[0])
                && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+'))
            {
                return Known[name] = TimeZoneInfo.FindSystemTimeZoneById(name);
            }
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
        }

        throw SqlErrors.Execution($"Unknown time zone: '{name}' (the system's time zone database does not have it)");
    }

    /// <summary>What a zone's clock shows at an instant.</summary>
    public static ZonedTimestamp At(this TimeZoneInfo zone, Timestamp instant) =>
        new(instant, Minutes(zone.GetUtcOffset(instant.ToDateTime(DateTimeKind.Utc))));

    /// <summary>The instant at which a zone's clock shows a time.</summary>
    /// <remarks>
    /// In autumn an hour comes twice and means its first coming; one that spring leaves out is read as if the clock had not been put forward yet.
    /// Snowflake does not document either.
    /// </remarks>
    public static ZonedTimestamp Read(this TimeZoneInfo zone, Timestamp wallClock)
    {
        var clock = wallClock.ToDateTime();
        var offset = zone.IsAmbiguousTime(clock) ? zone.GetAmbiguousTimeOffsets(clock).Max()
            : zone.IsInvalidTime(clock) ? zone.GetUtcOffset(clock.AddDays(-1))
            : zone.GetUtcOffset(clock);
        return ZonedTimestamp.FromWallClock(wallClock, Minutes(offset));
    }

    private static int Minutes(TimeSpan offset) => (int)Math.Round(offset.TotalMinutes);
}
