using System.Globalization;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Engine.Numbers;
using static CortexSharp.Local.Engine.Runtime.NumberRuntime;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Conversions between text, numbers, truth values and JSON.</summary>
internal static class ConversionRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("greatest_ignore_nulls", a => a.Where(v => v is not null).MaxBy(v => v, StorageOrder.Instance), Strict: false),
        new("least_ignore_nulls", a => a.Where(v => v is not null).MinBy(v => v, StorageOrder.Instance), Strict: false),
        new("several_rows", _ => throw SqlErrors.SeveralRows(), Deterministic: false),
        new("number_text", a => JsonText.Decimal(Whole(a, 0), (int)Whole(a, 1))),
        new("number_json", a => JsonText.Number(Whole(a, 0), (int)Whole(a, 1))),
        new("float_text", a => JsonText.Number(Double(a, 0))),
        new("float_json", a => double.IsFinite(Double(a, 0)) ? JsonText.Number(Double(a, 0)) : JsonText.Quote(JsonText.Number(Double(a, 0)))),
        .. new RuntimeFunction("float_number", a => FromDouble(Double(a, 0), (int)Whole(a, 1), (int)Whole(a, 2))).WithTry(),
        .. new RuntimeFunction("text_number", a => FromText(Text(a, 0), (int)Whole(a, 1), (int)Whole(a, 2))).WithTry(),
        .. new RuntimeFunction("format_number", a => FromFormat(Text(a, 0), Text(a, 1), (int)Whole(a, 2), (int)Whole(a, 3))).WithTry(),
        new("number_format", a => NumberFormat.Of(Text(a, 2))[0].Write(new(Whole(a, 0), (int)Whole(a, 1)))),
        new(
            "float_format",
            a =>
                NumberFormat.Of(Text(a, 1))[0] is var format && ExactNumber.FromDouble(Double(a, 0)) is { } exact
                    ? format.Write(exact)
                    : format.WriteOverflow()),
        .. new RuntimeFunction("text_float", a => Float(Text(a, 0))).WithTry(),
        .. new RuntimeFunction("text_boolean", a => Bit(TryBoolean(Text(a, 0)) ?? throw SqlErrors.BooleanNotRecognized(Text(a, 0)))).WithTry(),
        new("variant_text", a => VariantText(Text(a, 0))),
        .. new RuntimeFunction("variant_number", a => VariantNumber(Text(a, 0), (int)Whole(a, 1), (int)Whole(a, 2))).WithTry(),
        .. new RuntimeFunction("variant_float", a => VariantFloat(Text(a, 0))).WithTry(),
        .. new RuntimeFunction("variant_boolean", a => VariantBoolean(Text(a, 0))).WithTry(),
        // Compared with numbers: a whole number stays one, so that large ones compare exactly.
        new(
            "variant_numeric",
            a =>
                long.TryParse(Text(a, 0), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    ? whole
                    : VariantFloat(Text(a, 0))),
        new("variant_sort", a => VariantSort(Text(a, 0))),
    ];

    private static long FromDouble(double value, int precision, int scale)
    {
        var scaled = Math.Round(value * Math.Pow(10, scale), MidpointRounding.AwayFromZero);
        // What outgrows 128 bits is out of any NUMBER's range.
        return double.IsFinite(scaled) && Math.Abs(scaled) < 1e38
            ? Fit((Int128)scaled, precision, scale)
            : throw SqlErrors.NumberOutOfRange(JsonText.Number(value));
    }

    private static long FromText(string text, int precision, int scale)
    {
        var trimmed = text.AsSpan().Trim();
        if (long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return Rescale(whole, 0, precision, scale);
        return ExactNumber.TryParse(trimmed, out var value)
            ? Fit(value.At(scale).Units, precision, scale)
            : throw SqlErrors.NumberNotRecognized(text);
    }

    private static long FromFormat(string text, string format, int precision, int scale)
    {
        foreach (var alternative in NumberFormat.Of(format))
        {
            if (alternative.Read(text) is { } number)
                return Fit(number.At(scale).Units, precision, scale);
        }

        throw SqlErrors.NumberNotRecognized(text);
    }

    private static double Float(string text)
    {
        if (double.TryParse(text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            return value;
        return text.Trim().ToUpperInvariant() switch
        {
            "INF" or "INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            "NAN" => throw SqlErrors.NaNRefused(),
            _ => throw SqlErrors.NumberNotRecognized(text),
        };
    }

    private static bool? TryBoolean(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "ON" or "1" => true,
        "FALSE" or "F" or "NO" or "N" or "OFF" or "0" => false,
        _ => null,
    };

    /// <summary>JSON null becomes NULL, a string its content, everything else its JSON.</summary>
    public static string? VariantText(string json) => json switch
    {
        "null" => null,
        ['"', ..] => json.AsSpan().Contains('\\') ? JsonElement.Parse(json).GetString() : json[1..^1],
        _ => json,
    };

    private static long? VariantNumber(string json, int precision, int scale)
    {
        switch (json)
        {
            case "null":
                return null;
            case "true":
                return Rescale(1, 0, precision, scale);
            case "false":
                return 0;
            case ['"', ..]:
                try
                {
                    return FromText(VariantText(json)!, precision, scale);
                }
                catch (LocalSqlException)
                {
                    throw SqlErrors.VariantCast(json, "FIXED");
                }

            case ['{' or '[', ..]:
                throw SqlErrors.VariantCast(json, "FIXED");
            default:
                return FromText(json, precision, scale);
        }
    }

    private static object? VariantFloat(string json) => json switch
    {
        "null" => null,
        "true" => 1.0,
        "false" => 0.0,
        ['{' or '[', ..] => throw SqlErrors.VariantCast(json, "REAL"),
        ['"', ..] =>
            double.TryParse(VariantText(json), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw SqlErrors.VariantCast(json, "REAL"),
        _ => Float(json),
    };

    private static object? VariantBoolean(string json) => json switch
    {
        "null" => null,
        "true" => 1L,
        "false" => 0L,
        ['{' or '[', ..] => throw SqlErrors.VariantCast(json, "BOOLEAN"),
        ['"', ..] => TryBoolean(VariantText(json)!) is { } value ? Bit(value) : throw SqlErrors.VariantCast(json, "BOOLEAN"),
        _ => Bit(Float(json) != 0),
    };

    /// <summary>
    /// Numbers sort as numbers, strings by their content, and all else as bytes, so that <c>true</c> is not the string of that name.
    /// </summary>
    public static object? VariantSort(string json) => json switch
    {
        ['-' or (>= '0' and <= '9'), ..] =>
            long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : Float(json),
        ['"', ..] => VariantText(json),
        _ => Encoding.UTF8.GetBytes(json),
    };
}
