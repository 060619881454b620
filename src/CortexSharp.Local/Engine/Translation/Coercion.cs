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
        if (a.Kind is Vector || b.Kind is Vector)
            return null;
        if (a.Kind == b.Kind)
            return a.Kind is Number ? SqlType.Decimal(Math.Max(a.LeadingDigits, b.LeadingDigits), Math.Max(a.Scale, b.Scale)) : new SqlType(a.Kind);
        if (a.IsNumeric && b.IsNumeric)
            return SqlType.Float;
        if (a.IsSemiStructured || b.IsSemiStructured)
            return SqlType.Variant;
        if (a.Kind is Varchar)
            return b.Kind is Number ? SqlType.Number(Math.Max(b.Scale, 5)) : b;
        if (b.Kind is Varchar)
            return Unify(b, a);
        if (a.IsTimestamp && b.IsTimestamp)
            return a.Kind is TimestampTz || b.Kind is TimestampTz ? SqlType.TimestampTz : SqlType.TimestampLtz;
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
            SqlTypeKind.Object =>
                value.Type.Kind is SqlTypeKind.Object ? value.Text : value.Type.Kind is Variant ? $"cs_to_object({value.Text})" : null,
            SqlTypeKind.Array when value.Type.Kind is Vector => VectorText(value),
            SqlTypeKind.Array => value.Type.Kind is SqlTypeKind.Array ? value.Text : value.Type.Kind is Variant ? $"cs_to_array({value.Text})" : null,
            Date or Time or TimestampNtz or TimestampLtz or TimestampTz => Cut(ToTemporal(value, target, isTry), value.Type, target),
            Vector => ToVector(value, target),
            Binary => value.Type.Kind is Binary ? value.Text : value.Type.Kind is Varchar ? Call("binary_from_hex", value.Text, isTry) : null,
            _ => null,
        };
        return text is null ? null : new TypedSql(text, target, IsUnchecked(value, target, text));
    }

    /// <summary>Whether the cast left the value as unchecked as it was, or moved it to a scale for which it may be too large.</summary>
    private static bool IsUnchecked(TypedSql value, SqlType target, string text) => text == value.Text
        ? value.Unchecked
        : value.Type.Kind is Number && target.Kind is Number && target.Scale > value.Type.Scale && !text.StartsWith("cs_", StringComparison.Ordinal)
            && (value.Unchecked || value.Type.LeadingDigits + target.Scale > 18);

    private static string Call(string name, string arguments, bool isTry) => $"cs_{(isTry ? "try_" : "")}{name}({arguments})";

    private static string? ToVarchar(TypedSql value) => value.Type.Kind switch
    {
        Varchar or SqlTypeKind.Object or SqlTypeKind.Array => value.Text,
        Number when value.Type.Scale == 0 && !value.Unchecked => $"CAST({value.Text} AS TEXT)",
        Number => $"cs_number_text({value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)})",
        Float => $"cs_float_text({value.Text})",
        SqlTypeKind.Boolean => $"CASE {value.Text} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
        Variant => $"cs_variant_text({value.Text})",
        Date or Time or TimestampNtz or TimestampLtz or TimestampTz => $"cs_{Name(value.Type.Kind)}_text({value.Text})",
        Binary => $"hex({value.Text})",
        Vector => VectorText(value),
        _ => null,
    };

    private static string VectorText(TypedSql vector) =>
        string.Create(CultureInfo.InvariantCulture, $"cs_vector_text({vector.Text}, {vector.Type.Scale})");

    private static string? ToVector(TypedSql value, SqlType target) => value.Type.Kind switch
    {
        Vector => value.Type == target ? value.Text : null,
        SqlTypeKind.Array or Variant => string.Create(CultureInfo.InvariantCulture, $"cs_vector({value.Text}, {target.Precision}, {target.Scale})"),
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
                // With 18 digits and more, every integer that SQLite holds fits.
                if (shift < 0 || (target.Precision < 18 && value.Type.LeadingDigits > target.LeadingDigits))
                    return Call("rescale", $"{value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)}, {shape}", isTry);
                return shift == 0 ? value.Text : $"({value.Text} * {SqliteText.PowerOfTen(shift)})";
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
        Date or Time or TimestampNtz or TimestampLtz or TimestampTz => $"cs_{Name(value.Type.Kind)}_json({value.Text})",
        Vector => null, // there are none inside a VARIANT
        _ => ToVarchar(value) is { } text ? $"CASE WHEN {value.Text} IS NOT NULL THEN json_quote({text}) END" : null,
    };

    private static string? ToTemporal(TypedSql value, SqlType target, bool isTry)
    {
        if (value.Type.Kind == target.Kind)
            return value.Text;
        return (value.Type.Kind, target.Kind) switch
        {
            (Varchar, _) => Call("text_" + Name(target.Kind), value.Text, isTry),
            (Variant, _) => $"cs_variant_{Name(target.Kind)}({value.Text})",
            (Date, TimestampNtz) => $"cs_date_ntz({value.Text})",
            (TimestampNtz, Date) => $"cs_ntz_date({value.Text})",
            (TimestampNtz, Time) => $"cs_ntz_time({value.Text})",
            (TimestampNtz, TimestampLtz) or (Date, TimestampLtz) => $"cs_ntz_ltz({value.Text})",
            (TimestampNtz, TimestampTz) or (Date, TimestampTz) => $"cs_ltz_tz(cs_ntz_ltz({value.Text}))",
            (TimestampLtz, TimestampNtz) => $"cs_ltz_ntz({value.Text})",
            (TimestampLtz, TimestampTz) => $"cs_ltz_tz({value.Text})",
            // The stored text begins with the instant, by UTC's clock.
            (TimestampTz, TimestampLtz) => string.Create(CultureInfo.InvariantCulture, $"substr({value.Text}, 1, {Temporal.Timestamp.TextLength})"),
            (TimestampTz, TimestampNtz) => $"cs_tz_ntz({value.Text})",
            (TimestampLtz or TimestampTz, Date or Time) =>
                ToTemporal(new(ToTemporal(value, SqlType.TimestampNtz, isTry)!, SqlType.TimestampNtz), target, isTry),
            // Seconds since 1970 in UTC, whatever the session's zone is.
            (Number, TimestampNtz or TimestampLtz) => $"cs_epoch_ntz({value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)})",
            (Number, TimestampTz) => $"cs_ltz_tz(cs_epoch_ntz({value.Text}, {value.Type.Scale.ToString(CultureInfo.InvariantCulture)}))",
            _ => null,
        };
    }

    /// <summary>Cuts off the digits of a second that <c>TIMESTAMP(3)</c> has no place for.</summary>
    private static string? Cut(string? text, SqlType from, SqlType target)
    {
        if (text is null || target.Scale == 0 || (from.Kind == target.Kind && from.Scale >= target.Scale))
            return text;
        var name = target.Kind is Time ? "time" : target.Kind is TimestampTz ? "tz" : "ntz";
        return string.Create(CultureInfo.InvariantCulture, $"cs_cut_{name}({text}, {target.FractionDigits})");
    }

    /// <summary>What the runtime's functions call a type of date or time.</summary>
    public static string Name(SqlTypeKind kind) =>
        kind switch { Date => "date", Time => "time", TimestampNtz => "ntz", TimestampLtz => "ltz", _ => "tz" };
}
