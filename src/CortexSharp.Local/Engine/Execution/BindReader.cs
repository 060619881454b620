using System.Data;
using System.Globalization;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Turns a bound value into its type and the form in which SQLite holds it.</summary>
internal static class BindReader
{
    public static (SqlType Type, object? Value) Read(SqlBind bind) => bind.Value switch
    {
        null => (NullType(bind.Type), null),
        string v => (SqlType.Varchar, v),
        bool v => (SqlType.Boolean, v ? 1L : 0L),
        decimal v => Decimal(v),
        ulong v => v <= long.MaxValue ? (SqlType.Integer, (long)v) : throw SqlErrors.NumberOverflow(),
        double v => (SqlType.Float, Float(v)),
        float v => (SqlType.Float, Float(v)),
        DateTime v => (SqlType.TimestampNtz, Timestamp.FromDateTime(v).ToString()),
        DateTimeOffset v => (SqlType.TimestampTz, new ZonedTimestamp(Timestamp.FromDateTime(v.UtcDateTime), (int)v.Offset.TotalMinutes).ToString()),
        DateOnly v => (SqlType.Date, Timestamp.ToDay(v)),
        Guid v => (SqlType.Varchar, v.ToString()),
        byte[] v => (SqlType.Binary, v),
        var v => (SqlType.Integer, Convert.ToInt64(v, CultureInfo.InvariantCulture)),
    };

    /// <summary>SQLite takes a NaN for NULL, so it is refused rather than lost.</summary>
    private static double Float(double value) => double.IsNaN(value) ? throw SqlErrors.NaNRefused() : value;

    private static (SqlType, object?) Decimal(decimal value)
    {
        var scale = Math.Min((int)value.Scale, 18);
        var scaled = decimal.Round(value, scale, MidpointRounding.AwayFromZero) * (decimal)NumberRuntime.PowerOfTen(scale);
        return (SqlType.Number(scale), NumberRuntime.Fit((Int128)scaled, SqlType.MaxPrecision, scale));
    }

    private static SqlType NullType(DbType type) => type switch
    {
        DbType.String or DbType.Guid => SqlType.Varchar,
        DbType.Boolean => SqlType.Boolean,
        DbType.Single or DbType.Double => SqlType.Float,
        DbType.DateTime => SqlType.TimestampNtz,
        DbType.DateTimeOffset => SqlType.TimestampTz,
        DbType.Date => SqlType.Date,
        DbType.Binary => SqlType.Binary,
        _ => SqlType.Integer,
    };
}
