using System.Globalization;

namespace CortexSharp.Local.Engine.Types;

/// <summary>The static type of an expression or column.</summary>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Precision">A number's digits, or a text's greatest length (0 for no limit).</param>
/// <param name="Scale">A number's digits behind the point.</param>
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

    public static SqlType TimestampNtz => new(SqlTypeKind.TimestampNtz);

    public static SqlType TimestampLtz => new(SqlTypeKind.TimestampLtz);

    public static SqlType TimestampTz => new(SqlTypeKind.TimestampTz);

    public static SqlType Binary => new(SqlTypeKind.Binary);

    /// <summary>Whether values are JSON text.</summary>
    public bool IsSemiStructured => Kind is SqlTypeKind.Variant or SqlTypeKind.Object or SqlTypeKind.Array;

    /// <summary>Whether values are INTEGER or REAL numbers.</summary>
    public bool IsNumeric => Kind is SqlTypeKind.Number or SqlTypeKind.Float;

    public bool IsTimestamp => Kind is SqlTypeKind.TimestampNtz or SqlTypeKind.TimestampLtz or SqlTypeKind.TimestampTz;

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

    /// <summary>An exact decimal type.</summary>
    public static SqlType Number(int scale, int precision = MaxPrecision) => new(SqlTypeKind.Number, precision, scale);

    /// <summary>The type as <c>DESCRIBE TABLE</c> and error messages write it.</summary>
    public override string ToString() => Kind switch
    {
        SqlTypeKind.Number => string.Create(CultureInfo.InvariantCulture, $"NUMBER({Precision},{Scale})"),
        SqlTypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({(Precision == 0 ? 16777216 : Precision)})"),
        SqlTypeKind.Binary => "BINARY(8388608)",
        SqlTypeKind.Time or SqlTypeKind.TimestampNtz or SqlTypeKind.TimestampLtz or SqlTypeKind.TimestampTz => ResultName + "(9)",
        SqlTypeKind.Float => "FLOAT",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
