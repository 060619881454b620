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
        .. Pair(["TO_DATE", "DATE"], 1, (c, isTry) => Cast(c, SqlType.Date, isTry)),
        .. Pair(["TO_TIME"], 1, (c, isTry) => Cast(c, new SqlType(SqlTypeKind.Time), isTry)),
        .. Pair(["TO_TIMESTAMP", "TO_TIMESTAMP_NTZ"], 2, (c, isTry) => ToTimestamp(c, SqlType.TimestampNtz, isTry)),
        .. Pair(["TO_TIMESTAMP_LTZ"], 2, (c, isTry) => ToTimestamp(c, SqlType.TimestampLtz, isTry)),
        .. Pair(["TO_TIMESTAMP_TZ"], 1, (c, isTry) => Cast(c, SqlType.TimestampTz, isTry)),
        new("TO_VARIANT", 1, 1, c => Cast(c, SqlType.Variant, false)),
        new("TO_OBJECT", 1, 1, c => Cast(c, SqlType.Object, false)),
        new("TO_ARRAY", 1, 1, c => c[0].Type.Kind is SqlTypeKind.Array ? c[0] : new($"cs_wrap_array({c.Variant(0)})", SqlType.Array)),
        new("HEX_ENCODE", 1, 1, c => new($"hex({c[0].Text})", SqlType.Varchar)),
    ];

    private static IEnumerable<BuiltinFunction> Pair(string[] names, int most, Func<CallSite, bool, TypedSql> translate) =>
        names.SelectMany(name => new BuiltinFunction[] { new(name, 1, most, c => translate(c, false)), new("TRY_" + name, 1, most, c => translate(c, true)) });

    private static TypedSql Cast(CallSite c, SqlType type, bool isTry) =>
        Coercion.Cast(c[0], type, isTry) ?? throw c.Invalid(0, $"{c[0].Type} cannot become {type}");

    private static TypedSql ToVarchar(CallSite c)
    {
        if (c.Count == 1)
            return Cast(c, SqlType.Varchar, false);
        if (c[0].Type.Kind is SqlTypeKind.Binary && c.Literal(1)?.ToUpperInvariant() is "HEX")
            return new($"hex({c[0].Text})", SqlType.Varchar);
        if (c[0].Type.Kind is SqlTypeKind.Date || c[0].Type.IsTimestamp)
            return new($"cs_format_timestamp({c.As(0, SqlType.TimestampNtz)}, {c.Text(1)})", SqlType.Varchar);
        throw c.Invalid(1, "this format is not supported");
    }

    /// <summary><c>TO_NUMBER(text [, format] [, precision [, scale]])</c>; of the formats, hexadecimal ones.</summary>
    private static TypedSql ToNumber(CallSite c, bool isTry)
    {
        var at = 1;
        string? format = null;
        if (c.Count > 1 && c.Literal(1) is { } text)
        {
            format = text.ToUpperInvariant();
            at++;
        }

        var precision = at < c.Count ? c.Digits(at) ?? throw c.Invalid(at, "the precision must be a constant") : SqlType.MaxPrecision;
        var scale = at + 1 < c.Count ? c.Digits(at + 1) ?? throw c.Invalid(at + 1, "the scale must be a constant") : 0;
        var type = SqlType.Number(scale, precision);
        if (format is null)
            return Cast(c, type, isTry);
        if (format.Length is 0 or > 15 || format.AsSpan().ContainsAnyExcept('X'))
            throw c.Invalid(1, "of the number formats only X…, at most 15 of them, is supported");
        return new($"cs_{(isTry ? "try_" : "")}hex_number({c.Text(0)}, {format.Length})", type);
    }

    private static TypedSql ToBinary(CallSite c, bool isTry) => c.Count == 1 || c.Literal(1)?.ToUpperInvariant() is "HEX"
        ? Cast(c, SqlType.Binary, isTry)
        : c.Literal(1)?.ToUpperInvariant() is "UTF-8" or "UTF8" ? new($"CAST({c.Text(0)} AS BLOB)", SqlType.Binary) : throw c.Invalid(1, "the format must be HEX or UTF-8");

    private static TypedSql ToTimestamp(CallSite c, SqlType type, bool isTry)
    {
        if (c.Count == 1)
            return Cast(c, type, isTry);
        return c[0].Type.Kind is SqlTypeKind.Number && c.Digits(1) is >= 0 and <= 9 and { } scale
            ? new($"({c.Whole(0)} * {SqliteText.PowerOfTen(9 - scale)})", type)
            : throw c.Invalid(1, "of the formats only a scale from 0 to 9 is supported");
    }
}
