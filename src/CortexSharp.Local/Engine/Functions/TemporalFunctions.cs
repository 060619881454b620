using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on dates and times. Parts travel to the runtime as their numbers.</summary>
internal static class TemporalFunctions
{
    // The parts that are functions too.
    private static readonly string[] PartFunctions =
    [
        "YEAR", "YEAROFWEEK", "YEAROFWEEKISO", "QUARTER", "MONTH", "WEEK", "WEEKOFYEAR", "WEEKISO",
        "DAY", "DAYOFMONTH", "DAYOFWEEK", "DAYOFWEEKISO", "DAYOFYEAR", "HOUR", "MINUTE", "SECOND",
    ];

    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(["DATEADD", "TIMEADD", "TIMESTAMPADD"], name => new BuiltinFunction(name, 3, 3, c => Add(Unit(c, 0), c.Whole(1), c[2], c))),
        .. Named(["DATEDIFF", "TIMEDIFF", "TIMESTAMPDIFF"], name => Of(name, 3, 3, SqlType.Integer, Difference)),
        new("DATE_TRUNC", 2, 2, c => Truncate(c, Part(c, 0), 1)),
        new("DATE_PART", 2, 2, c => Extract(c, Part(c, 0), 1)),
        .. PartFunctions.Select(name => new BuiltinFunction(name, 1, 1, c => Extract(c, DateParts.Find(name)!.Value, 0))),
        Of("MONTHNAME", 1, 1, SqlType.Varchar, c => $"cs_date_text({WallClock(c, 0)}, 'MON')"),
        Of("DAYNAME", 1, 1, SqlType.Varchar, c => $"cs_date_text({WallClock(c, 0)}, 'DY')"),
        Of("LAST_DAY", 1, 2, SqlType.Date, c => $"cs_last_day({(int)(c.Count > 1 ? Part(c, 1) : DatePart.Month)}, {WallClock(c, 0)})"),
        Of("NEXT_DAY", 2, 2, SqlType.Date, c => $"cs_weekday_next({WallClock(c, 0)}, {c.Text(1)})"),
        Of("PREVIOUS_DAY", 2, 2, SqlType.Date, c => $"cs_weekday_previous({WallClock(c, 0)}, {c.Text(1)})"),
        new("ADD_MONTHS", 2, 2, c => FromWallClock(c, 0, wall => $"cs_add_months({wall}, {c.Whole(1)})")),
        Of("MONTHS_BETWEEN", 2, 2, SqlType.Float, c => $"cs_months_between({WallClock(c, 0)}, {WallClock(c, 1)})"),
        new("TIME_SLICE", 3, 4, c => FromWallClock(c, 0, wall => $"cs_time_slice({wall}, {c.Whole(1)}, {(int)Unit(c, 2)}, {(IsEnd(c) ? 1 : 0)})")),
        .. Named(["DATE_FROM_PARTS", "DATEFROMPARTS"], name => Of(name, 3, 3, SqlType.Date, c => $"cs_date_from_parts({Wholes(c, 3)})")),
        .. Named(["TIME_FROM_PARTS", "TIMEFROMPARTS"], name => Of(name, 3, 4, SqlType.Time, c => $"cs_time_from_parts({Wholes(c, 4)})")),
        .. Named(
            ["TIMESTAMP_FROM_PARTS", "TIMESTAMPFROMPARTS", "TIMESTAMP_NTZ_FROM_PARTS", "TIMESTAMPNTZFROMPARTS"],
            name => Of(name, 2, 7, SqlType.TimestampNtz, FromParts)),
        .. Named(
            ["TIMESTAMP_LTZ_FROM_PARTS", "TIMESTAMPLTZFROMPARTS"], name => Of(name, 6, 7, SqlType.TimestampLtz, c => $"cs_ntz_ltz({FromParts(c)})")),
        .. Named(["TIMESTAMP_TZ_FROM_PARTS", "TIMESTAMPTZFROMPARTS"], name => Of(name, 6, 8, SqlType.TimestampTz, c => c.Count == 8
            ? $"cs_tz_from_parts({FromParts(c)}, {c.Text(7)})"
            : $"cs_ltz_tz(cs_ntz_ltz({FromParts(c)}))")),
        new("CONVERT_TIMEZONE", 2, 3, c => c.Count == 3
            ? new($"cs_convert_ntz({c.Text(0)}, {c.Text(1)}, {c.As(2, SqlType.TimestampNtz)})", SqlType.TimestampNtz)
            : new($"cs_convert_tz({c.Text(0)}, {c.As(1, SqlType.TimestampTz)})", SqlType.TimestampTz)),
    ];

    /// <summary>Adds units to a date or time, which keeps its type but for a DATE to which less than a day is added.</summary>
    private static TypedSql Add(DatePart part, string count, TypedSql value, CallSite c) =>
        Add(part, count, value) ?? throw c.Invalid(2, $"{part} cannot be added to {value.Type}");

    /// <summary>Adds units to a date or time; null where that makes no sense.</summary>
    public static TypedSql? Add(DatePart part, string count, TypedSql value)
    {
        var arguments = $"{(int)part}, {count}";
        return value.Type.Kind switch
        {
            SqlTypeKind.Date when part.IsTimeUnit() => new($"cs_dateadd({arguments}, cs_date_ntz({value.Text}))", SqlType.TimestampNtz),
            SqlTypeKind.Date or SqlTypeKind.TimestampNtz => new($"cs_dateadd({arguments}, {value.Text})", value.Type),
            SqlTypeKind.TimestampLtz => new($"cs_dateadd_ltz({arguments}, {value.Text})", value.Type),
            SqlTypeKind.TimestampTz => new($"cs_dateadd_tz({arguments}, {value.Text})", value.Type),
            SqlTypeKind.Time when part.IsTimeUnit() => new($"cs_timeadd({arguments}, {value.Text})", value.Type),
            SqlTypeKind.Varchar or SqlTypeKind.Variant or SqlTypeKind.Null =>
                new($"cs_dateadd({arguments}, {Coercion.Cast(value, SqlType.TimestampNtz)!.Value.Text})", SqlType.TimestampNtz),
            _ => null,
        };
    }

    /// <summary>Cuts a date or time off, as <c>DATE_TRUNC</c> and <c>TRUNC</c> do.</summary>
    public static TypedSql Truncate(CallSite c, DatePart part, int value)
    {
        if (!part.IsTruncation())
            throw c.Invalid(1 - value, $"{part} is no part to which a date or time can be cut off");
        var (text, type) = (c[value].Text, c[value].Type);
        return type.Kind switch
        {
            SqlTypeKind.TimestampLtz => new($"cs_date_trunc_ltz({(int)part}, {text})", type),
            SqlTypeKind.TimestampTz => new($"cs_date_trunc_tz({(int)part}, {text})", type),
            SqlTypeKind.Time => new($"cs_ntz_time(cs_date_trunc({(int)part}, cs_time_ntz({text})))", type),
            SqlTypeKind.Date => new($"cs_date_trunc({(int)part}, {text})", type),
            _ => new($"cs_date_trunc({(int)part}, {WallClock(c, value)})", SqlType.TimestampNtz),
        };
    }

    /// <summary>The part that an argument names.</summary>
    public static DatePart Part(CallSite c, int index) =>
        DateParts.Find(c.Word(index)) ?? throw c.Invalid(index, $"'{c.Word(index)}' is no known date or time part");

    private static DatePart Unit(CallSite c, int index) =>
        Part(c, index) is var part && part.IsUnit() ? part : throw c.Invalid(index, $"{part} cannot be added or counted");

    private static string Wholes(CallSite c, int most) => string.Join(", ", Enumerable.Range(0, Math.Min(c.Count, most)).Select(c.Whole));

    private static string FromParts(CallSite c) => c.Count > 2
        ? c.Count >= 6
            ? $"cs_ntz_from_parts({Wholes(c, 7)})"
            : throw c.Invalid(c.Count - 1, "either a date and a time, or year, month, day, hour, minute and second are needed")
        : $"cs_ntz_from_date({c.As(0, SqlType.Date)}, {c.As(1, SqlType.Time)})";

    private static bool IsEnd(CallSite c) => c.Count == 4 && c.Word(3) switch
    {
        "START" => false,
        "END" => true,
        _ => throw c.Invalid(3, "expected START or END"),
    };

    /// <summary>The argument as a DATE or as the clock of its own zone showed it.</summary>
    private static string WallClock(CallSite c, int index) => c[index].Type.Kind switch
    {
        SqlTypeKind.Date or SqlTypeKind.TimestampNtz or SqlTypeKind.Null => c[index].Text,
        SqlTypeKind.Time => $"cs_time_ntz({c[index].Text})",
        SqlTypeKind.Number or SqlTypeKind.Float => throw c.Invalid(index, $"expected a date or time instead of {c[index].Type}"),
        _ => c.As(index, SqlType.TimestampNtz),
    };

    /// <summary>A function of wall-clock time whose result is of its argument's type.</summary>
    private static TypedSql FromWallClock(CallSite c, int index, Func<string, string> translate)
    {
        var result = new TypedSql(translate(WallClock(c, index)), c[index].Type.Kind is SqlTypeKind.Date ? SqlType.Date : SqlType.TimestampNtz);
        return c[index].Type.IsTimestamp ? Coercion.Cast(result, c[index].Type)!.Value : result;
    }

    /// <summary>Instants are counted as they pass, everything else by the clock.</summary>
    private static string Difference(CallSite c)
    {
        var part = Unit(c, 0);
        return IsInstant(c, 1) || IsInstant(c, 2)
            ? $"cs_datediff_ltz({(int)part}, {c.As(1, SqlType.TimestampLtz)}, {c.As(2, SqlType.TimestampLtz)})"
            : $"cs_datediff({(int)part}, {WallClock(c, 1)}, {WallClock(c, 2)})";
    }

    private static bool IsInstant(CallSite c, int index) => c[index].Type.Kind is SqlTypeKind.TimestampLtz or SqlTypeKind.TimestampTz;

    private static TypedSql Extract(CallSite c, DatePart part, int index)
    {
        if (part is DatePart.TimeZoneHour or DatePart.TimeZoneMinute)
            return new($"cs_zone_part({(int)part}, {c.As(index, SqlType.TimestampTz)})", SqlType.Integer);
        if (part is DatePart.Millisecond or DatePart.Microsecond)
            throw c.Invalid(0, $"{part} cannot be extracted; take the NANOSECOND");
        var isEpoch = part is DatePart.EpochSecond or DatePart.EpochMillisecond or DatePart.EpochMicrosecond or DatePart.EpochNanosecond;
        return new(
            $"cs_date_part({(int)part}, {(isEpoch && IsInstant(c, index) ? c.As(index, SqlType.TimestampLtz) : WallClock(c, index))})",
            SqlType.Integer);
    }
}
