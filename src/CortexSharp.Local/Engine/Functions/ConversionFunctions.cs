using System.Globalization;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary><c>TO_…</c> and <c>TRY_TO_…</c>.</summary>
internal static class ConversionFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(["TO_VARCHAR", "TO_CHAR"], name => new BuiltinFunction(name, 1, 2, ToVarchar)),
        .. Pair(["TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC"], 4, ToNumber),
        .. Pair(["TO_DOUBLE"], 1, (c, isTry) => Cast(c, SqlType.Float, isTry)),
        .. Pair(["TO_BOOLEAN"], 1, (c, isTry) => Cast(c, SqlType.Boolean, isTry)),
        .. Pair(["TO_BINARY"], 2, ToBinary),
        .. Pair(["TO_DATE"], 2, (c, isTry) => ToTemporal(c, SqlType.Date, isTry)),
        .. Pair(["TO_TIME"], 2, (c, isTry) => ToTemporal(c, SqlType.Time, isTry)),
        .. Pair(["TO_TIMESTAMP", "TO_TIMESTAMP_NTZ"], 2, (c, isTry) => ToTemporal(c, SqlType.TimestampNtz, isTry)),
        .. Pair(["TO_TIMESTAMP_LTZ"], 2, (c, isTry) => ToTemporal(c, SqlType.TimestampLtz, isTry)),
        .. Pair(["TO_TIMESTAMP_TZ"], 2, (c, isTry) => ToTemporal(c, SqlType.TimestampTz, isTry)),
        new("DATE", 1, 2, c => ToTemporal(c, SqlType.Date, false)),
        new("TIME", 1, 2, c => ToTemporal(c, SqlType.Time, false)),
        Of("HEX_ENCODE", 1, 2, SqlType.Varchar, c => $"cs_hex({Bytes(c)}, {(c.Count > 1 ? c.Whole(1) : "1")})"),
        Of(
            "BASE64_ENCODE", 1, 3, SqlType.Varchar,
            c => $"cs_base64({Bytes(c)}, {(c.Count > 1 ? c.Whole(1) : "0")}{(c.Count > 2 ? ", " + c.Text(2) : "")})"),
        .. Decoders("HEX_DECODE", 1, (c, prefix) => $"{prefix}binary_from_hex({c.Text(0)})"),
        .. Decoders("BASE64_DECODE", 2, (c, prefix) => $"{prefix}binary_from_base64({c.Text(0)}{(c.Count > 1 ? ", " + c.Text(1) : "")})"),
    ];

    private static IEnumerable<BuiltinFunction> Pair(string[] names, int most, Func<CallSite, bool, TypedSql> translate) =>
        names.SelectMany(name =>
            new BuiltinFunction[] { new(name, 1, most, c => translate(c, false)), new("TRY_" + name, 1, most, c => translate(c, true)) });

    /// <summary>Bytes as they are; of everything else, its text's.</summary>
    private static string Bytes(CallSite c) => c[0].Type.Kind is SqlTypeKind.Binary ? c[0].Text : c.Text(0);

    private static IEnumerable<BuiltinFunction> Decoders(string name, int most, Func<CallSite, string, string> decode)
    {
        foreach (var (isTry, prefix) in ((string, string)[])[("", "cs_"), ("TRY_", "cs_try_")])
        {
            yield return Of($"{isTry}{name}_STRING", 1, most, SqlType.Varchar, c => $"{prefix}text_from_binary({decode(c, prefix)})");
            yield return Of($"{isTry}{name}_BINARY", 1, most, SqlType.Binary, c => decode(c, prefix));
        }
    }

    private static TypedSql Cast(CallSite c, SqlType type, bool isTry) =>
        isTry && c[0].Type.Kind is not SqlTypeKind.Varchar
            ? throw SqlErrors.TryCast(c.Translator.Text, c.Call.Position, c[0].Type, type)
            : Coercion.Cast(c[0], type, isTry) ?? throw c.Invalid(0, $"{c[0].Type} cannot become {type}");

    private static TypedSql ToVarchar(CallSite c)
    {
        if (c.Count == 1)
            return Cast(c, SqlType.Varchar, false);
        if (c[0].Type.Kind is SqlTypeKind.Binary)
        {
            return new(c.Literal(1)?.ToUpperInvariant() switch
            {
                "HEX" => $"hex({c[0].Text})",
                "BASE64" => $"cs_base64({c[0].Text})",
                "UTF-8" or "UTF8" => $"cs_text_from_binary({c[0].Text})",
                _ => throw c.Invalid(1, "the format of a BINARY must be HEX, BASE64 or UTF-8"),
            }, SqlType.Varchar);
        }

        if (c[0].Type.IsTemporal)
            return new($"cs_{Coercion.Name(c[0].Type.Kind)}_text({c[0].Text}, {c.Text(1)})", SqlType.Varchar);
        return c.Number(0) is var number && number.Type.Kind is SqlTypeKind.Number
            ? new($"cs_number_format({number.Text}, {number.Type.Scale.ToString(CultureInfo.InvariantCulture)}, {c.Text(1)})", SqlType.Varchar)
            : new($"cs_float_format({c.Float(0)}, {c.Text(1)})", SqlType.Varchar);
    }

    /// <summary><c>TO_NUMBER(text [, format] [, precision [, scale]])</c>.</summary>
    private static TypedSql ToNumber(CallSite c, bool isTry)
    {
        var at = 1;
        string? format = null;
        if (c.Count > 1 && c[1].Type.Kind is SqlTypeKind.Varchar)
        {
            format = c.Text(1);
            at++;
        }

        var precision = at < c.Count ? c.Digits(at) ?? throw c.Invalid(at, "the precision must be a constant") : SqlType.MaxPrecision;
        var scale = at + 1 < c.Count ? c.Digits(at + 1) ?? throw c.Invalid(at + 1, "the scale must be a constant") : 0;
        var type = SqlType.Number(scale, precision);
        if (format is null)
            return Cast(c, type, isTry);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"cs_{(isTry ? "try_" : "")}format_number({c.Text(0)}, {format}, {precision}, {scale})"),
            type);
    }

    private static TypedSql ToBinary(CallSite c, bool isTry) => (c.Count == 1 ? "HEX" : c.Literal(1)?.ToUpperInvariant()) switch
    {
        "HEX" => Cast(c, SqlType.Binary, isTry),
        "BASE64" => new($"cs_{(isTry ? "try_" : "")}binary_from_base64({c.Text(0)})", SqlType.Binary),
        "UTF-8" or "UTF8" => new($"CAST({c.Text(0)} AS BLOB)", SqlType.Binary),
        _ => throw c.Invalid(1, "the format must be HEX, BASE64 or UTF-8"),
    };

    /// <summary>A text may have its format behind it, a number the number of digits that count fractions of a second.</summary>
    private static TypedSql ToTemporal(CallSite c, SqlType type, bool isTry)
    {
        if (c.Count == 1)
            return Cast(c, type, isTry);
        if (c[1].Type.Kind is SqlTypeKind.Varchar && (c[0].Type.Kind is SqlTypeKind.Varchar || (c[0].Type.Kind is SqlTypeKind.Variant && !isTry)))
            return new($"cs_{(isTry ? "try_" : "")}text_{Coercion.Name(type.Kind)}({c.Text(0)}, {c.Text(1)})", type);
        return c[0].Type.Kind is SqlTypeKind.Number && type.IsTimestamp && !isTry && c.Digits(1) is >= 0 and <= 9 and { } scale
            ? Coercion.Cast(c[0] with { Type = SqlType.Number(c[0].Type.Scale + scale) }, type)!.Value
            : throw c.Invalid(1, "a format needs a text before it, and a scale, from 0 to 9, a number");
    }
}
