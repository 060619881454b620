using System.Globalization;
using CortexSharp.Local.Engine.Temporal;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Dates (days since 1970), times (nanoseconds since midnight) and timestamps (their stored texts).</summary>
/// <param name="zone">The session's time zone.</param>
internal sealed class TemporalRuntime(TimeZoneInfo zone)
{
    private static readonly TimestampFormat DateOutput = TimestampFormat.Of("YYYY-MM-DD");
    private static readonly TimestampFormat TimeOutput = TimestampFormat.Of("HH24:MI:SS");
    private static readonly TimestampFormat NtzOutput = TimestampFormat.Of("YYYY-MM-DD HH24:MI:SS.FF3");
    private static readonly TimestampFormat TzOutput = TimestampFormat.Of("YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM");

    public IEnumerable<RuntimeFunction> All => [.. Texts, .. Conversions, .. Parts, .. Arithmetic];

    /// <summary>From and to text; the format may follow.</summary>
    private IEnumerable<RuntimeFunction> Texts =>
    [
        new("date_text", a => Format(a, 1, DateOutput).Write(Moment(a, 0), 0)),
        new("time_text", a => Format(a, 1, TimeOutput).Write(new(0, Whole(a, 0)), 0)),
        new("ntz_text", a => Format(a, 1, NtzOutput).Write(Moment(a, 0), 0)),
        new("ltz_text", a => LtzText(zone.At(Moment(a, 0)), a)),
        new("tz_text", a => Zoned(a, 0) is var z ? Format(a, 1, TzOutput).Write(z.WallClock, z.Offset) : null),
        new("date_json", a => JsonText.Quote(DateOutput.Write(Moment(a, 0), 0))),
        new("time_json", a => Json("HH24:MI:SS", new(0, Whole(a, 0)), 0, "", 0)),
        new("ntz_json", a => Json("YYYY-MM-DD HH24:MI:SS", Moment(a, 0), 3, "", 0)),
        new("ltz_json", a => ZonedJson(zone.At(Moment(a, 0)))),
        new("tz_json", a => ZonedJson(Zoned(a, 0))),
        .. new RuntimeFunction("text_date", a => Read(a, "date", SqlErrors.DateNotRecognized).WallClock.Day).WithTry(),
        .. new RuntimeFunction("text_time", a => ReadTime(a)).WithTry(),
        .. new RuntimeFunction("text_ntz", a => Read(a, "timestamp", SqlErrors.TimestampNotRecognized).WallClock.ToString()).WithTry(),
        .. new RuntimeFunction("text_ltz", a => ReadZoned(a).Instant.ToString()).WithTry(),
        .. new RuntimeFunction("text_tz", a => ReadZoned(a).ToString()).WithTry(),
        new("variant_date", a => FromVariant(a, "DATE", text => Read(text, "date", SqlErrors.DateNotRecognized).WallClock.Day)),
        new("variant_time", a => FromVariant(a, "TIME", text => ReadTime(text))),
        new("variant_ntz", a => FromVariant(a, "TIMESTAMP_NTZ", text => VariantNtz(text, isText: Text(a, 0)[0] == '"').ToString())),
        new("variant_ltz", a => FromVariant(a, "TIMESTAMP_LTZ", text => ReadZoned(text).Instant.ToString())),
        new("variant_tz", a => FromVariant(a, "TIMESTAMP_TZ", text => ReadZoned(text).ToString())),
    ];

    private IEnumerable<RuntimeFunction> Conversions =>
    [
        new("date_ntz", a => Moment(a, 0).ToString()),
        new("time_ntz", a => new Timestamp(0, Whole(a, 0)).ToString()),
        new("ntz_date", a => Moment(a, 0).Day),
        new("ntz_time", a => Moment(a, 0).Time),
        new("ntz_ltz", a => zone.Read(Moment(a, 0)).Instant.ToString()),
        new("ltz_ntz", a => zone.At(Moment(a, 0)).WallClock.ToString()),
        new("ltz_tz", a => zone.At(Moment(a, 0)).ToString()),
        new("tz_ntz", a => Zoned(a, 0).WallClock.ToString()),
        new("epoch_ntz", a => Timestamp.FromEpoch(NumberRuntime.Rounded(Whole(a, 0), (int)Whole(a, 1), 9)).ToString()),
        // The engine's own tables keep times in milliseconds since 1970.
        new("from_milliseconds", a => Timestamp.FromEpoch((Int128)Whole(a, 0) * 1_000_000).ToString()),
        new("milliseconds", a => Fit(DateArithmetic.Extract(DatePart.EpochMillisecond, Moment(a, 0)))),
        new("convert_ntz", a => TimeZones.Find(Text(a, 1)).At(TimeZones.Find(Text(a, 0)).Read(Moment(a, 2)).Instant).WallClock.ToString()),
        new("convert_tz", a => TimeZones.Find(Text(a, 0)).At(Zoned(a, 1).Instant).ToString()),
        new("cut_ntz", a => (Moment(a, 0) is var m ? m with { Time = Cut(m.Time, Whole(a, 1)) } : default).ToString()),
        new(
            "cut_tz",
            a => (Zoned(a, 0) is var z ? z with { Instant = z.Instant with { Time = Cut(z.Instant.Time, Whole(a, 1)) } } : default).ToString()),
        new("cut_time", a => Cut(Whole(a, 0), Whole(a, 1))),
    ];

    private IEnumerable<RuntimeFunction> Parts =>
    [
        new("date_part", a => Fit(DateArithmetic.Extract(Part(a, 0), Moment(a, 1)))),
        new("zone_part", a => (long)(Part(a, 0) is DatePart.TimeZoneHour ? Zoned(a, 1).Offset / 60 : Zoned(a, 1).Offset % 60)),
        new("date_trunc", a => Like(a[1], DateArithmetic.Truncate(Part(a, 0), Moment(a, 1)))),
        new("date_trunc_ltz", a => TruncateLocal(Part(a, 0), zone.At(Moment(a, 1))).Instant.ToString()),
        new("date_trunc_tz", a => TruncateZoned(Part(a, 0), Zoned(a, 1)).ToString()),
        new("last_day", a => DateArithmetic.LastDay(Part(a, 0), Moment(a, 1).Day)),
        new("weekday_next", a => DateArithmetic.Weekday(Moment(a, 0).Day, Text(a, 1), backwards: false)),
        new("weekday_previous", a => DateArithmetic.Weekday(Moment(a, 0).Day, Text(a, 1), backwards: true)),
        new("time_slice", a => Like(a[0], DateArithmetic.Slice(Part(a, 2), Whole(a, 1), Moment(a, 0), Whole(a, 3) != 0))),
        new("date_from_parts", a => FromParts(a).Day),
        new("time_from_parts", a => TimeFromParts(a, 0)),
        new("ntz_from_parts", a => FromParts(a).AddNanoseconds(NanosecondsFromParts(a, 3)).ToString()),
        new("ntz_from_date", a => Moment(a, 0).AddNanoseconds(Whole(a, 1)).ToString()),
        new("tz_from_parts", a => TimeZones.Find(Text(a, 1)).Read(Moment(a, 0)).ToString()),
    ];

    private IEnumerable<RuntimeFunction> Arithmetic =>
    [
        new("dateadd", a => Like(a[2], DateArithmetic.Add(Part(a, 0), Whole(a, 1), Moment(a, 2)))),
        new("dateadd_ltz", a => AddLocal(Part(a, 0), Whole(a, 1), Moment(a, 2)).ToString()),
        new("dateadd_tz", a => AddZoned(Part(a, 0), Whole(a, 1), Zoned(a, 2)).ToString()),
        new("timeadd", a => DateArithmetic.Add(Part(a, 0), Whole(a, 1), new(0, Whole(a, 2))).Time),
        new("add_months", a => Like(a[0], DateArithmetic.AddMonthsToEnd(Moment(a, 0), Whole(a, 1)))),
        new("months_between", a => DateArithmetic.MonthsBetween(Moment(a, 0), Moment(a, 1))),
        new("datediff", a => DateArithmetic.Difference(Part(a, 0), Moment(a, 1), Moment(a, 2))),
        new("datediff_ltz", a => DifferenceLocal(Part(a, 0), Moment(a, 1), Moment(a, 2))),
    ];

    /// <summary>A DATE or TIMESTAMP argument: days, or the stored text.</summary>
    private static Timestamp Moment(object?[] arguments, int index) =>
        arguments[index] is long day ? new(day, 0) : Timestamp.Parse(Text(arguments, index));

    private static ZonedTimestamp Zoned(object?[] arguments, int index) => ZonedTimestamp.Parse(Text(arguments, index));

    private static DatePart Part(object?[] arguments, int index) => (DatePart)Whole(arguments, index);

    /// <summary>The result as what the argument was: a DATE stays one.</summary>
    private static object Like(object? argument, Timestamp result) => argument is long ? result.Day : result.ToString();

    private static long Fit(Int128 value) => NumberRuntime.Fit(value, 38, 0);

    private static long Cut(long time, long digits) => NumberRuntime.PowerOfTen(9 - (int)digits) is var unit ? (long)(time / unit * unit) : time;

    private static TimestampFormat Format(object?[] arguments, int index, TimestampFormat output) =>
        arguments.Length > index && !IsAuto(arguments, index) ? TimestampFormat.Of(Text(arguments, index)) : output;

    private static bool IsAuto(object?[] arguments, int index) => Text(arguments, index).Equals("AUTO", StringComparison.OrdinalIgnoreCase);

    /// <summary>In UTC, Snowflake writes the zone of a TIMESTAMP_LTZ as <c>Z</c>.</summary>
    private static string LtzText(ZonedTimestamp time, object?[] arguments) => arguments.Length == 1 && time.Offset == 0
        ? NtzOutput.Write(time.WallClock, 0) + " Z"
        : Format(arguments, 1, TzOutput).Write(time.WallClock, time.Offset);

    private static string ZonedJson(ZonedTimestamp time) => Json("YYYY-MM-DD HH24:MI:SS", time.WallClock, 3, " TZHTZM", time.Offset);

    /// <summary>A VARIANT keeps all digits of a second, so as many are written as there are, and no fewer than Snowflake shows.</summary>
    private static string Json(string format, Timestamp time, int leastDigits, string zone, int offset)
    {
        var digits = Math.Max(leastDigits, time.Nanosecond.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0').Length);
        var fraction = digits == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".FF{digits}");
        return JsonText.Quote(TimestampFormat.Of(format + fraction + zone).Write(time, offset));
    }

    private static ReadTimestamp Read(object?[] arguments, string what, Func<string, LocalSqlException> notRecognized)
    {
        var text = Text(arguments, 0);
        if (arguments.Length > 1 && !IsAuto(arguments, 1))
        {
            return TimestampFormat.Of(Text(arguments, 1)).TryRead(text, out var formatted)
                ? formatted
                : throw SqlErrors.NotOfFormat(text, what, Text(arguments, 1));
        }

        return AutoFormat.TryRead(text, out var value) ? value : throw notRecognized(text);
    }

    private static long ReadTime(object?[] arguments)
    {
        var text = Text(arguments, 0);
        if (arguments.Length > 1 && !IsAuto(arguments, 1))
        {
            return TimestampFormat.Of(Text(arguments, 1)).TryRead(text, out var formatted)
                ? formatted.WallClock.Time
                : throw SqlErrors.NotOfFormat(text, "time", Text(arguments, 1));
        }

        return AutoFormat.TryReadTime(text, out var time) ? time : throw SqlErrors.TimeNotRecognized(text);
    }

    /// <summary>A text without an offset speaks of the session's zone.</summary>
    private ZonedTimestamp ReadZoned(object?[] arguments) =>
        Read(arguments, "timestamp", SqlErrors.TimestampNotRecognized) is var read && read.Offset is { } offset
            ? ZonedTimestamp.FromWallClock(read.WallClock, offset)
            : zone.Read(read.WallClock);

    /// <summary>What a VARIANT's text or number says; JSON null says nothing.</summary>
    private static object? FromVariant(object?[] arguments, string type, Func<object?[], object> read)
    {
        var json = Text(arguments, 0);
        if (ConversionRuntime.VariantText(json) is not { } text)
            return null;
        try
        {
            return read([text]);
        }
        catch (LocalSqlException)
        {
            throw SqlErrors.VariantCast(json, type);
        }
    }

    /// <summary>A number in a VARIANT is an instant and is shown by the session's clock; a text is read as wall-clock time.</summary>
    private Timestamp VariantNtz(object?[] text, bool isText) =>
        Read(text, "timestamp", SqlErrors.TimestampNotRecognized).WallClock is var time && isText ? time : zone.At(time).WallClock;

    private static Timestamp FromParts(object?[] a)
    {
        // Parts may be outside of their usual range: month 13 is January of the next year, day 0 the last one of the month before.
        var start = Timestamp.FromDate(new(1970, 1, 1));
        var month = DateArithmetic.Add(DatePart.Month, checked(((Whole(a, 0) - 1970) * 12) + Whole(a, 1) - 1), start);
        return month.AddDays(Whole(a, 2) - 1);
    }

    private static Int128 NanosecondsFromParts(object?[] a, int from)
    {
        var seconds = ((((Int128)Whole(a, from) * 60) + Whole(a, from + 1)) * 60) + Whole(a, from + 2);
        return (seconds * Timestamp.NanosecondsPerSecond) + (a.Length > from + 3 ? Whole(a, from + 3) : 0);
    }

    private static long TimeFromParts(object?[] a, int from) => Timestamp.FromEpoch(NanosecondsFromParts(a, from)).Time;

    /// <summary>Days and more are added by the session's clock, which may be put forward between; hours pass as they do.</summary>
    private Timestamp AddLocal(DatePart part, long count, Timestamp instant) => part.IsTimeUnit()
        ? DateArithmetic.Add(part, count, instant)
        : zone.Read(DateArithmetic.Add(part, count, zone.At(instant).WallClock)).Instant;

    private static ZonedTimestamp AddZoned(DatePart part, long count, ZonedTimestamp time) =>
        ZonedTimestamp.FromWallClock(DateArithmetic.Add(part, count, time.WallClock), time.Offset);

    private ZonedTimestamp TruncateLocal(DatePart part, ZonedTimestamp time) =>
        part.IsTimeUnit() ? TruncateZoned(part, time) : zone.Read(DateArithmetic.Truncate(part, time.WallClock));

    private static ZonedTimestamp TruncateZoned(DatePart part, ZonedTimestamp time) =>
        ZonedTimestamp.FromWallClock(DateArithmetic.Truncate(part, time.WallClock), time.Offset);

    private long DifferenceLocal(DatePart part, Timestamp from, Timestamp to)
    {
        if (!part.IsTimeUnit())
            return DateArithmetic.Difference(part, zone.At(from).WallClock, zone.At(to).WallClock);
        var offset = zone.At(from).Offset;
        return DateArithmetic.Difference(part, from.AddMinutes(offset), to.AddMinutes(offset));
    }
}
