using System.Globalization;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Types.SqlTypeKind;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>Turns an expression of one type into one of another, and finds the type that several expressions share.</summary>
internal static class Coercion
{
    /// <summary>The type that values of both types can be compared and united in; null when there is none.</summary>
    public static SqlType? Unify(SqlType a, SqlType b)
    {
        if (a == b)
            return a;
        if (a.Kind is Null)
            return b;
        if (b.Kind is Null)
            return a;
        if (a.Kind == b.Kind)
        {
            return a.Kind switch
            {
                Number => SqlType.Number(Math.Max(a.Scale, b.Scale)),
                _ => new SqlType(a.Kind),
            };
        }

        if (a.IsNumeric && b.IsNumeric)
            return SqlType.Float;
        if (a.IsSemiStructured || b.IsSemiStructured)
            return SqlType.Variant;
        if (a.Kind is Varchar)
            return b.Kind is Number ? SqlType.Number(Math.Max(b.Scale, 5)) : b;
        if (b.Kind is Varchar)
            return Unify(b, a);
        if (a.IsTimestamp && b.IsTimestamp)
            return a.Kind is TimestampNtz && b.Kind is TimestampNtz ? a : SqlType.TimestampLtz;
        if (a.Kind is Date && b.IsTimestamp)
            return b;
        if (b.Kind is Date && a.IsTimestamp)
            return a;
        if (a.Kind is SqlTypeKind.Boolean && b.IsNumeric || b.Kind is SqlTypeKind.Boolean && a.IsNumeric)
            return SqlType.Boolean;
        return null;
    }

    /// <summary>Casts an expression; null when Snowflake knows no such cast.</summary>
    /// <param name="value">The expression.</param>
    /// <param name="target">The type it shall have.</param>
    /// <param name="isTry">Whether a value that cannot be cast becomes null instead of failing.</param>
    public static TypedSql? Cast(TypedSql value, SqlType target, bool isTry = false)
    {
        if (value.Type.Kind is Null)
            return value with { Type = target };
        var text = target.Kind switch
        {
            Varchar => Limited(ToVarchar(value), value.Type, target, isTry),
            Number => ToNumber(value, target, isTry),
            Float => ToFloat(value, isTry),
            SqlTypeKind.Boolean => ToBoolean(value, isTry),
            Variant => ToVariant(value),
            SqlTypeKind.Object => value.Type.Kind is SqlTypeKind.Object ? value.Text : value.Type.Kind is Variant ? $"cs_to_object({value.Text})" : null,
            SqlTypeKind.Array => value.Type.Kind is SqlTypeKind.Array ? value.Text : value.Type.Kind is Variant ? $"cs_to_array({value.Text})" : null,
            Date or Time or TimestampNtz or TimestampLtz or TimestampTz => ToTemporal(value, target, isTry),
            Binary => value.Type.Kind is Binary ? value.Text : value.Type.Kind is Varchar ? Call("binary_from_hex", value.Text, isTry) : null,
            _ => null,
        };
        return text is null ? null : new TypedSql(text, target, value.Unchecked && text == value.Text);
    }

    private static string Call(string name, string arguments, bool isTry) => $"cs_{(isTry ? "try_" : "")}{name}({arguments})";

    private static string? ToVarchar(TypedSql value) => value.Type.Kind switch
    {
        Varchar or SqlTypeKind.Object or SqlTypeKind.Array => value.Text,
        Number when value.Type.Scale == 0 && !value.Unchecked => $"CAST({value.Text} AS TEXT)",
        Number => $"cs_number_text({value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)})",
        Float => $"cs_float_text({value.Text})",
        SqlTypeKind.Boolean => $"CASE {value.Text} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
        Variant => $"cs_variant_text({value.Text})",
        Date => $"cs_date_text({value.Text})",
        Time => $"cs_time_text({value.Text})",
        TimestampNtz => $"cs_ntz_text({value.Text})",
        TimestampLtz => $"cs_ltz_text({value.Text})",
        TimestampTz => $"cs_tz_text({value.Text})",
        Binary => $"hex({value.Text})",
        _ => null,
    };

    private static string? Limited(string? text, SqlType from, SqlType target, bool isTry) =>
        text is null || target.Precision == 0 || (from.Kind is Varchar && from.Precision > 0 && from.Precision <= target.Precision)
            ? text
            : Call("limited", $"{text}, {target.Precision.ToString(CultureInfo.InvariantCulture)}", isTry);

    private static string? ToNumber(TypedSql value, SqlType target, bool isTry)
    {
        var shape = string.Create(CultureInfo.InvariantCulture, $"{target.Precision}, {target.Scale}");
        switch (value.Type.Kind)
        {
            case Number:
                var shift = target.Scale - value.Type.Scale;
                var whole = target.Precision - target.Scale;
                // With 18 digits and more, every integer that SQLite holds fits.
                if (target.Precision < 18 && (value.Type.Precision - value.Type.Scale > whole || shift < 0))
                    return Call("rescale", $"{value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)}, {shape}", isTry);
                return shift == 0 ? value.Text
                    : shift > 0 ? $"({value.Text} * {SqliteText.PowerOfTen(shift)})"
                    : Call("rescale", $"{value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)}, {shape}", isTry);
            case Float:
                return Call("float_number", $"{value.Text}, {shape}", isTry);
            case Varchar:
                return Call("text_number", $"{value.Text}, {shape}", isTry);
            case Variant:
                return Call("variant_number", $"{value.Text}, {shape}", isTry);
            case SqlTypeKind.Boolean:
                return target.Scale == 0 ? value.Text : $"({value.Text} * {SqliteText.PowerOfTen(target.Scale)})";
            default:
                return null;
        }
    }

    private static string? ToFloat(TypedSql value, bool isTry) => value.Type.Kind switch
    {
        Float => value.Text,
        Number when value.Type.Scale == 0 => $"CAST({value.Text} AS REAL)",
        Number => $"({value.Text} / {SqliteText.PowerOfTen(value.Type.Scale)}.0)",
        Varchar => Call("text_float", value.Text, isTry),
        Variant => Call("variant_float", value.Text, isTry),
        SqlTypeKind.Boolean => $"CAST({value.Text} AS REAL)",
        _ => null,
    };

    private static string? ToBoolean(TypedSql value, bool isTry) => value.Type.Kind switch
    {
        SqlTypeKind.Boolean => value.Text,
        Number or Float => $"({value.Text} <> 0)",
        Varchar => Call("text_boolean", value.Text, isTry),
        Variant => Call("variant_boolean", value.Text, isTry),
        _ => null,
    };

    private static string? ToVariant(TypedSql value) => value.Type.Kind switch
    {
        Variant or SqlTypeKind.Object or SqlTypeKind.Array => value.Text,
        Varchar => $"CASE WHEN {value.Text} IS NOT NULL THEN json_quote({value.Text}) END",
        Number when value.Type.Scale == 0 && !value.Unchecked => $"CAST({value.Text} AS TEXT)",
        Number => $"cs_number_json({value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)})",
        Float => $"cs_float_json({value.Text})",
        SqlTypeKind.Boolean => ToVarchar(value),
        _ => ToVarchar(value) is { } text ? $"CASE WHEN {value.Text} IS NOT NULL THEN json_quote({text}) END" : null,
    };

    private static string? ToTemporal(TypedSql value, SqlType target, bool isTry)
    {
        if (value.Type.Kind == target.Kind)
            return value.Text;
        var name = target.Kind switch { Date => "date", Time => "time", TimestampNtz => "ntz", TimestampLtz => "ltz", _ => "tz" };
        return value.Type.Kind switch
        {
            Varchar => Call("text_" + name, value.Text, isTry),
            Variant => Call("text_" + name, $"cs_variant_text({value.Text})", isTry),
            Date when target.IsTimestamp && target.Kind is not TimestampTz => $"cs_date_ntz({value.Text})",
            // The session's zone is UTC, so wall-clock time and instant are the same number.
            TimestampNtz or TimestampLtz when target.Kind is TimestampNtz or TimestampLtz => value.Text,
            TimestampNtz or TimestampLtz when target.Kind is TimestampTz => $"cs_ltz_tz({value.Text})",
            TimestampNtz or TimestampLtz when target.Kind is Date => $"cs_ntz_date({value.Text})",
            TimestampNtz or TimestampLtz when target.Kind is Time => $"cs_ntz_time({value.Text})",
            TimestampTz when target.Kind is TimestampLtz => $"cs_tz_ltz({value.Text})",
            TimestampTz when target.Kind is TimestampNtz => $"cs_tz_ntz({value.Text})",
            TimestampTz when target.Kind is Date => $"cs_ntz_date(cs_tz_ntz({value.Text}))",
            Number when target.IsTimestamp && target.Kind is not TimestampTz && value.Type.Scale == 0 => $"cs_epoch({value.Text})",
            _ => null,
        };
    }
}
