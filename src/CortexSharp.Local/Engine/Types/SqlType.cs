using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Types;

/// <summary>The static type of an expression or column.</summary>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Precision">A number's digits, or a text's greatest length (0 for no limit).</param>
/// <param name="Scale">A number's digits behind the point; the digits of a second's nine that a time or timestamp does without.</param>
internal readonly record struct SqlType(SqlTypeKind Kind, int Precision = 0, int Scale = 0)
{
    /// <summary>Snowflake's greatest precision.</summary>
    public const int MaxPrecision = 38;

    public static SqlType Null => new(SqlTypeKind.Null);

    public static SqlType Integer => new(SqlTypeKind.Number, MaxPrecision);

    public static SqlType Float => new(SqlTypeKind.Float);

    public static SqlType Varchar => new(SqlTypeKind.Varchar);

    public static SqlType Boolean => new(SqlTypeKind.Boolean);

    public static SqlType Variant => new(SqlTypeKind.Variant);

    public static SqlType Object => new(SqlTypeKind.Object);

    public static SqlType Array => new(SqlTypeKind.Array);

    public static SqlType Date => new(SqlTypeKind.Date);

    public static SqlType Time => new(SqlTypeKind.Time);

    public static SqlType TimestampNtz => new(SqlTypeKind.TimestampNtz);

    public static SqlType TimestampLtz => new(SqlTypeKind.TimestampLtz);

    public static SqlType TimestampTz => new(SqlTypeKind.TimestampTz);

    public static SqlType Binary => new(SqlTypeKind.Binary);

    /// <summary>Whether values are JSON text.</summary>
    public bool IsSemiStructured => Kind is SqlTypeKind.Variant or SqlTypeKind.Object or SqlTypeKind.Array;

    /// <summary>Whether values are INTEGER or REAL numbers.</summary>
    public bool IsNumeric => Kind is SqlTypeKind.Number or SqlTypeKind.Float;

    /// <summary>Whether values are dates, times or timestamps.</summary>
    public bool IsTemporal => Kind is SqlTypeKind.Date or SqlTypeKind.Time || IsTimestamp;

    public bool IsTimestamp => Kind is SqlTypeKind.TimestampNtz or SqlTypeKind.TimestampLtz or SqlTypeKind.TimestampTz;

    /// <summary>A number's digits before the point.</summary>
    public int LeadingDigits => Precision - Scale;

    /// <summary>The digits of a second that a time or timestamp keeps.</summary>
    public int FractionDigits => 9 - Scale;

    /// <summary>The name that Snowflake's result metadata gives the type.</summary>
    public string ResultName => Kind switch
    {
        SqlTypeKind.Number => "FIXED",
        SqlTypeKind.Float => "REAL",
        SqlTypeKind.Null or SqlTypeKind.Varchar => "TEXT",
        SqlTypeKind.TimestampNtz => "TIMESTAMP_NTZ",
        SqlTypeKind.TimestampLtz => "TIMESTAMP_LTZ",
        SqlTypeKind.TimestampTz => "TIMESTAMP_TZ",
        _ => Kind.ToString().ToUpperInvariant(),
    };

    /// <summary>A result's column of this type.</summary>
    public SqlColumn ResultColumn(string name) => new(name, ResultName)
    {
        Precision = Kind is SqlTypeKind.Number ? Precision : null,
        Scale = Kind is SqlTypeKind.Number ? Scale : Kind is SqlTypeKind.Time || IsTimestamp ? FractionDigits : null,
    };

    /// <summary>A vector type: the precision is its dimension, the scale 1 for elements that are integers.</summary>
    public static SqlType Vector(int dimension, bool isInteger = false) => new(SqlTypeKind.Vector, dimension, isInteger ? 1 : 0);

    /// <summary>An exact decimal type.</summary>
    public static SqlType Number(int scale, int precision = MaxPrecision) => new(SqlTypeKind.Number, precision, scale);

    /// <summary>An exact decimal type with so many digits on each side of the point, as far as there is room before it.</summary>
    public static SqlType Decimal(int leadingDigits, int scale) => new(SqlTypeKind.Number, Math.Clamp(leadingDigits + scale, 1, MaxPrecision), scale);

    /// <summary>The type as <c>DESCRIBE TABLE</c> and error messages write it.</summary>
    public override string ToString() => Kind switch
    {
        SqlTypeKind.Number => string.Create(CultureInfo.InvariantCulture, $"NUMBER({Precision},{Scale})"),
        SqlTypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({(Precision == 0 ? 16777216 : Precision)})"),
        SqlTypeKind.Binary => "BINARY(8388608)",
        SqlTypeKind.Time or SqlTypeKind.TimestampNtz or SqlTypeKind.TimestampLtz or SqlTypeKind.TimestampTz =>
            string.Create(CultureInfo.InvariantCulture, $"{ResultName}({FractionDigits})"),
        SqlTypeKind.Float => "FLOAT",
        SqlTypeKind.Vector => string.Create(CultureInfo.InvariantCulture, $"VECTOR({(Scale == 0 ? "FLOAT" : "INT")}, {Precision})"),
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
