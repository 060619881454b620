using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Writes values as the SQL API sends them: everything is text (Snowflake's page on handling responses).</summary>
internal static class CellText
{
    private const int MaxLength = 64;
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;
    private const int ZoneOffsetBase = 1440;

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value as the engine gives it.</param>
    /// <param name="type">Its column's type in lower case.</param>
    /// <param name="nullable">Whether NULL is null; otherwise it is the text <c>null</c>.</param>
    public static void Write(Utf8JsonWriter writer, object? value, string type, bool nullable)
    {
        switch (value)
        {
            case null when nullable:
                writer.WriteNullValue();
                break;
            case null:
                writer.WriteStringValue("null"u8);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteStringValue(truth ? "true"u8 : "false"u8);
                break;
            case byte[] bytes:
                writer.WriteStringValue(System.Convert.ToHexString(bytes));
                break;
            case double number when !double.IsFinite(number):
                writer.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "inf" : "-inf");
                break;
            case DateTime date when type == "date":
                WriteFormatted(writer, (date - DateTime.UnixEpoch).Days);
                break;
            case DateTime time:
                WriteSeconds(writer, (time - DateTime.UnixEpoch).Ticks, null);
                break;
            case TimeSpan time:
                WriteSeconds(writer, time.Ticks, null);
                break;
            case DateTimeOffset instant:
                WriteSeconds(
                    writer, (instant - DateTimeOffset.UnixEpoch).Ticks, type == "timestamp_tz" ? instant.TotalOffsetMinutes + ZoneOffsetBase : null);
                break;
            case ISpanFormattable number:
                WriteFormatted(writer, number);
                break;
            default:
                throw new InvalidOperationException($"No text for a value of {value.GetType()}.");
        }
    }

    private static void WriteFormatted<T>(Utf8JsonWriter writer, T value)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[MaxLength];
        if (!value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"A {typeof(T)} takes more than {MaxLength} characters.");
        writer.WriteStringValue(text[..length]);
    }

    // Seconds with nine digits behind the point, of which the last two are beyond the CLR's clock.
    private static void WriteSeconds(Utf8JsonWriter writer, long ticks, int? zone)
    {
        Span<char> text = stackalloc char[MaxLength];
        var magnitude = Math.Abs(ticks);
        var sign = ticks < 0 ? "-" : "";
        text.TryWrite(CultureInfo.InvariantCulture, $"{sign}{magnitude / TicksPerSecond}.{magnitude % TicksPerSecond:0000000}00", out var length);
        if (zone is { } offset)
        {
            text[length..].TryWrite(CultureInfo.InvariantCulture, $" {offset}", out var more);
            length += more;
        }

        writer.WriteStringValue(text[..length]);
    }
}
