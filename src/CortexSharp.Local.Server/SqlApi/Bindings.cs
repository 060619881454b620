using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Reads the values that a request binds (Snowflake's page on submitting requests, section on bind variables).</summary>
internal static class Bindings
{
    private const long NanosecondsOfTick = 100;
    private const int ZoneOffsetBase = 1440;

    /// <summary>The values in the order of their numbers.</summary>
    /// <param name="bindings">The object <c>{"1":{"type":"TEXT","value":"x"},…}</c>; null for none.</param>
    /// <exception cref="RequestException">It is not such an object, or a value does not fit its type.</exception>
    public static IReadOnlyList<SqlBind> Read(JsonElement? bindings)
    {
        if (bindings is not { } all)
            return [];
        if (all.ValueKind is not JsonValueKind.Object)
            throw RequestException.InvalidPayload;
        var count = all.GetPropertyCount();
        var binds = new SqlBind[count];
        for (var i = 0; i < count; i++)
        {
            if (!all.TryGetProperty((i + 1).ToString(CultureInfo.InvariantCulture), out var bind) || bind.ValueKind is not JsonValueKind.Object
                || !bind.TryGetProperty("type", out var type) || type.ValueKind is not JsonValueKind.String
                || !bind.TryGetProperty("value", out var value))
            {
                throw RequestException.InvalidPayload;
            }

            binds[i] = Read(type.GetString()!.ToUpperInvariant(), value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => throw RequestException.InvalidPayload,
            });
        }

        return binds;
    }

    /// <summary>A value of a type.</summary>
    /// <param name="type">The type in upper case.</param>
    /// <param name="value">The value's text; null for NULL.</param>
    /// <exception cref="RequestException">It does not fit.</exception>
    public static SqlBind Read(string type, string? value)
    {
        try
        {
            return Convert(type, value);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw RequestException.BadBind(type, value);
        }
    }

    private static SqlBind Convert(string type, string? value) => type switch
    {
        "TEXT" or "TIME" when value is null => SqlBind.Of<string>(null),
        "TEXT" => SqlBind.Of(value),
        "FIXED" => value is null ? SqlBind.Of(default(long?)) : Fixed(value),
        "REAL" => SqlBind.Of(value is null ? default(double?) : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)),
        "DECFLOAT" => SqlBind.Of(value is null ? default(decimal?) : decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)),
        "BOOLEAN" => SqlBind.Of(value is null ? default(bool?) : Boolean(value)),
        "BINARY" => SqlBind.Of(value is null ? null : System.Convert.FromHexString(value)),
        "DATE" => SqlBind.Of(value is null ? default(DateOnly?) : DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(Whole(value)))),
        "TIME" => SqlBind.Of(TimeOfDay(value!)),
        "TIMESTAMP_NTZ" => SqlBind.Of(value is null ? default(DateTime?) : DateTime.SpecifyKind(Instant(value), DateTimeKind.Unspecified)),
        "TIMESTAMP_LTZ" => SqlBind.Of(value is null ? default(DateTimeOffset?) : new DateTimeOffset(Instant(value))),
        "TIMESTAMP_TZ" => SqlBind.Of(value is null ? default(DateTimeOffset?) : Zoned(value)),
        _ => throw new RequestException(System.Net.HttpStatusCode.BadRequest, "390142", null, $"There is no bind of the type {type}."),
    };

    private static SqlBind Fixed(string value)
    {
        var number = BigInteger.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return number >= long.MinValue && number <= long.MaxValue ? SqlBind.Of((long)number) : SqlBind.Of((decimal)number);
    }

    private static bool Boolean(string value) => value.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw new FormatException(),
    };

    private static string TimeOfDay(string value)
    {
        var nanoseconds = Whole(value);
        if (nanoseconds is < 0 or >= TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerDay)
            throw new FormatException();
        var time = new TimeOnly(nanoseconds / NanosecondsOfTick);
        return string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss.fffffff}{nanoseconds % NanosecondsOfTick:00}");
    }

    private static DateTimeOffset Zoned(string value)
    {
        var blank = value.IndexOf(' ');
        if (blank < 0)
            throw new FormatException();
        var offset = TimeSpan.FromMinutes(Whole(value[(blank + 1)..]) - ZoneOffsetBase);
        return new DateTimeOffset(Instant(value[..blank])).ToOffset(offset);
    }

    private static DateTime Instant(string nanoseconds) => DateTime.UnixEpoch.AddTicks(Whole(nanoseconds) / NanosecondsOfTick);

    private static long Whole(string value) => long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
