using System.Globalization;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Dates and times: days and nanoseconds since 1970, and the text of an instant with its offset.</summary>
internal static class TemporalRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("date_text", a => DateTime.UnixEpoch.AddDays(Whole(a, 0)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("time_text", a => Temporal.ToTime(Whole(a, 0)).ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        new("ntz_text", a => Temporal.Format(Whole(a, 0))),
        new("ltz_text", a => Temporal.Format(Whole(a, 0)) + " Z"),
        new("tz_text", a => Temporal.FormatZoned(Text(a, 0))),
        .. new RuntimeFunction("text_date", a => Temporal.ParseDate(Text(a, 0))).WithTry(),
        .. new RuntimeFunction("text_time", a => Temporal.ParseTime(Text(a, 0))).WithTry(),
        .. new RuntimeFunction("text_ntz", a => Temporal.ParseNtz(Text(a, 0))).WithTry(),
        .. new RuntimeFunction("text_ltz", a => Temporal.Instant(Temporal.ParseZoned(Text(a, 0)))).WithTry(),
        .. new RuntimeFunction("text_tz", a => Temporal.ParseZoned(Text(a, 0))).WithTry(),
        new("ltz_tz", a => Temporal.Zoned(Whole(a, 0), 0)),
        new("tz_ltz", a => Temporal.Instant(Text(a, 0))),
        new("tz_ntz", a => Temporal.WallClock(Text(a, 0))),
        new("date_ntz", a => Temporal.FromDateTime(DateTime.UnixEpoch.AddDays(Whole(a, 0)))),
        new("ntz_date", a => Temporal.FloorDivide(Whole(a, 0), Temporal.Day)),
        new("ntz_time", a => Whole(a, 0) - (Temporal.FloorDivide(Whole(a, 0), Temporal.Day) * Temporal.Day)),
        new("epoch", a => Temporal.FromEpoch(Whole(a, 0))),
        new("dateadd", a => Temporal.Add(Text(a, 0), Whole(a, 1), Whole(a, 2))),
        new("datediff", a => Temporal.Difference(Text(a, 0), Whole(a, 1), Whole(a, 2))),
        new("date_trunc", a => Temporal.Truncate(Text(a, 0), Whole(a, 1))),
        new("date_part", a => Temporal.Part(Text(a, 0), Whole(a, 1))),
        new("format_timestamp", a => Temporal.Format(Whole(a, 0), Text(a, 1))),
    ];
}
