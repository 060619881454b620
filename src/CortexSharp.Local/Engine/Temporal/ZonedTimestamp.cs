using System.Globalization;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>An instant with the offset by which it was written: a TIMESTAMP_TZ.</summary>
/// <remarks>Its stored text begins with the instant's, so it sorts by instants; only equality must look at that part alone.</remarks>
/// <param name="Instant">The instant, by UTC's clock.</param>
/// <param name="Offset">Minutes by which the local clock is ahead of UTC.</param>
internal readonly record struct ZonedTimestamp(Timestamp Instant, int Offset)
{
    /// <summary>What the local clock showed.</summary>
    public Timestamp WallClock => Instant.AddMinutes(Offset);

    /// <summary>Reads the stored text.</summary>
    public static ZonedTimestamp Parse(ReadOnlySpan<char> text)
    {
        var offset = int.Parse(text[(Timestamp.TextLength + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = (offset / 100 * 60) + (offset % 100);
        return new(Timestamp.Parse(text[..Timestamp.TextLength]), text[Timestamp.TextLength] == '-' ? -minutes : minutes);
    }

    public static ZonedTimestamp FromWallClock(Timestamp wallClock, int offset) => new(wallClock.AddMinutes(-offset), offset);

    /// <summary>In .NET.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(WallClock.ToDateTime(), TimeSpan.FromMinutes(Offset));

    /// <summary>The text in which it is stored: <c>2024-01-31 12:34:56.123456789+0130</c>, the clock being UTC's.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Instant}{(Offset < 0 ? '-' : '+')}{Math.Abs(Offset) / 60:00}{Math.Abs(Offset) % 60:00}");
}
