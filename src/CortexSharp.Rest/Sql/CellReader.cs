using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CortexSharp.Rest.Sql;

/// <summary>
/// Reads one cell of a result in the format <c>jsonv2</c>, where every value is a text or null (SQL API guide, "Getting the data from the results").
/// </summary>
/// <remarks>What no CLR type can hold without loss, such as a number of 38 digits, is given as its text.</remarks>
internal static class CellReader
{
    private static readonly object True = true;
    private static readonly object False = false;

    public static CellKind KindOf(StatementEnvelope.Column column) => column.Type?.ToUpperInvariant() switch
    {
        "FIXED" => column.Scale is > 0 ? CellKind.Decimal : CellKind.Integer,
        "DECFLOAT" => CellKind.Decimal,
        "REAL" => CellKind.Real,
        "BOOLEAN" => CellKind.Boolean,
        "BINARY" => CellKind.Binary,
        "DATE" => CellKind.Date,
        "TIME" => CellKind.Time,
        "TIMESTAMP_NTZ" => CellKind.Timestamp,
        "TIMESTAMP_LTZ" => CellKind.Instant,
        "TIMESTAMP_TZ" => CellKind.ZonedTimestamp,
        _ => CellKind.Text,
    };

    public static object? Read(ref Utf8JsonReader reader, CellKind kind)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var text = reader.ValueSpan;
        object? value = kind switch
        {
            CellKind.Integer => Integer(text),
            CellKind.Decimal => Decimal(text),
            CellKind.Real => Real(text),
            CellKind.Boolean => Boolean(text),
            CellKind.Binary => Binary(text),
            CellKind.Date => Date(text),
            CellKind.Time => TryReadTicks(text, out var ticks) ? new TimeSpan(ticks) : null,
            CellKind.Timestamp => TryReadTicks(text, out var ticks) ? SinceEpoch(ticks) : null,
            CellKind.Instant => TryReadTicks(text, out var ticks) && SinceEpoch(ticks) is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null,
            CellKind.ZonedTimestamp => Zoned(text),
            _ => null,
        };
        return value ?? (reader.TokenType == JsonTokenType.String ? reader.GetString() : Encoding.UTF8.GetString(text));
    }

    private static object? Integer(ReadOnlySpan<byte> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (object)value : Decimal(text);

    private static decimal? Decimal(ReadOnlySpan<byte> text) =>
        FitsDecimal(text)
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>Whether a plain number has few enough digits that parsing does not round it.</summary>
    private static bool FitsDecimal(ReadOnlySpan<byte> text)
    {
        const int digits = 28;
        var point = text.IndexOf((byte)'.');
        return text.TrimStart("+-0."u8).Length <= digits && (point < 0 || text.Length - point - 1 <= digits)
            && !text.ContainsAny((byte)'e', (byte)'E');
    }

    private static double? Real(ReadOnlySpan<byte> text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return value;
        return text.SequenceEqual("inf"u8) ? double.PositiveInfinity : text.SequenceEqual("-inf"u8) ? double.NegativeInfinity : null;
    }

    private static object? Boolean(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "true"u8) || text.SequenceEqual("1"u8) ? True
            : Ascii.EqualsIgnoreCase(text, "false"u8) || text.SequenceEqual("0"u8) ? False : null;

    private static byte[]? Binary(ReadOnlySpan<byte> text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static DateTime? Date(ReadOnlySpan<byte> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)
        && SinceEpoch(days * TimeSpan.TicksPerDay) is { } date ? date : null;

    private static DateTimeOffset? Zoned(ReadOnlySpan<byte> text)
    {
        var blank = text.IndexOf((byte)' ');
        if (blank < 0
            || !TryReadTicks(text[..blank], out var ticks)
            || SinceEpoch(ticks) is not { } time
            || !int.TryParse(text[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var zone))
        {
            return null;
        }

        // Minutes, moved by a day so that they are never negative; 14 hours is as far as zones and DateTimeOffset go.
        var offset = TimeSpan.FromMinutes(zone - 1440);
        return offset.Duration() <= TimeSpan.FromHours(14) && SinceEpoch(ticks + offset.Ticks) is { } local
            ? new DateTimeOffset(local, offset)
            : null;
    }

    private static DateTime? SinceEpoch(long ticks)
    {
        var ofDate = ticks + DateTime.UnixEpoch.Ticks;
        return ofDate >= 0 && ofDate <= DateTime.MaxValue.Ticks ? new DateTime(ofDate) : null;
    }

    /// <summary>
    /// Seconds with up to nine digits behind the point. The guide's table says so, its prose and one sample speak of whole nanoseconds: 18 digits and
    /// more without a point are those.
    /// </summary>
    private static bool TryReadTicks(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        const int nanosecondDigits = 18;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var isNegative = whole is [(byte)'-', ..];
        if (!Int128.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units))
            return false;
        if (point >= 0 || whole.Length - (isNegative ? 1 : 0) < nanosecondDigits)
        {
            if (!TryReadFraction(point < 0 ? [] : text[(point + 1)..], out var nanoseconds))
                return false;
            units = units * 1_000_000_000 + (isNegative ? -nanoseconds : nanoseconds);
        }

        // A tick is 100 nanoseconds; what is finer is cut off towards the past, before 1970 as well.
        units = (units - (units < 0 ? 99 : 0)) / 100;
        ticks = (long)Int128.Clamp(units, long.MinValue / 2, long.MaxValue / 2);
        return ticks == units;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> digits, out int nanoseconds)
    {
        nanoseconds = 0;
        if (digits.Length > 9)
            return false;
        for (var i = 0; i < 9; i++)
        {
            var digit = i < digits.Length ? digits[i] - '0' : 0;
            if (digit is < 0 or > 9)
                return false;
            nanoseconds = nanoseconds * 10 + digit;
        }

        return true;
    }
}
