using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on dates and times. The session's zone is UTC, so instants and wall-clock times are the same numbers.</summary>
internal static class TemporalFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(["DATEADD", "TIMEADD", "TIMESTAMPADD"], name => new BuiltinFunction(name, 3, 3, Add)),
        .. Named(["DATEDIFF", "TIMEDIFF", "TIMESTAMPDIFF"], name => Of(name, 3, 3, SqlType.Integer, c => $"cs_datediff('{Part(c, 0)}', {Instant(c, 1)}, {Instant(c, 2)})")),
        new("DATE_TRUNC", 2, 2, Truncate),
        Of("DATE_PART", 2, 2, SqlType.Integer, c => $"cs_date_part('{Part(c, 0)}', {Instant(c, 1)})"),
        .. Named(["YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"], name => Of(name, 1, 1, SqlType.Integer, c => $"cs_date_part('{name}', {Instant(c, 0)})")),
    ];

    // Snowflake's names of each part; the first is the one that the runtime knows.
    private static readonly Dictionary<string, string> Parts = new[]
    {
        "YEAR Y YY YYY YYYY YR YEARS", "QUARTER Q QTR QUARTERS", "MONTH MM MON MONS MONTHS", "WEEK W WK WEEKS", "DAY D DD DAYS", "HOUR H HH HR HOURS",
        "MINUTE M MI MIN MINUTES MINS", "SECOND S SEC SECONDS SECS", "MILLISECOND MS MSEC MILLISECONDS", "MICROSECOND US USEC MICROSECONDS",
        "NANOSECOND NS NSEC NANOSECONDS", "EPOCH_SECOND EPOCH", "EPOCH_MILLISECOND", "DAYOFWEEK DOW", "DAYOFYEAR DOY",
    }.Select(names => names.Split(' ')).SelectMany(names => names.Select(name => (name, names[0]))).ToDictionary(StringComparer.Ordinal);

    private static string Part(CallSite c, int index) => Parts.TryGetValue(c.Word(index), out var part) ? part : throw c.Invalid(index, $"'{c.Word(index)}' is no known date or time part");

    private static string Instant(CallSite c, int index) => c.As(index, c[index].Type.Kind is SqlTypeKind.TimestampTz ? SqlType.TimestampLtz : SqlType.TimestampNtz);

    private static TypedSql Add(CallSite c)
    {
        var part = Part(c, 0);
        var sum = $"cs_dateadd('{part}', {c.Whole(1)}, {Instant(c, 2)})";
        // A date stays a date as long as only whole days are added.
        var type = c[2].Type.Kind switch
        {
            SqlTypeKind.Date when part is "YEAR" or "QUARTER" or "MONTH" or "WEEK" or "DAY" => SqlType.Date,
            SqlTypeKind.TimestampLtz or SqlTypeKind.TimestampTz => SqlType.TimestampLtz,
            _ => SqlType.TimestampNtz,
        };
        return new(type.Kind is SqlTypeKind.Date ? $"cs_ntz_date({sum})" : sum, type);
    }

    private static TypedSql Truncate(CallSite c)
    {
        var truncated = $"cs_date_trunc('{Part(c, 0)}', {Instant(c, 1)})";
        return c[1].Type.Kind is SqlTypeKind.Date
            ? new($"cs_ntz_date({truncated})", SqlType.Date)
            : new(truncated, c[1].Type.Kind is SqlTypeKind.TimestampNtz or SqlTypeKind.Varchar ? SqlType.TimestampNtz : SqlType.TimestampLtz);
    }
}
