using System.Data;
using System.Globalization;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>
/// Writes bound values as the SQL API takes them: a type and a text, numbered from "1" (Snowflake's SQL API guide, "Using bind variables").
/// </summary>
internal static class BindWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SqlBind> binds)
    {
        json.WriteStartObject("bindings"u8);
        for (var i = 0; i < binds.Count; i++)
        {
            json.WriteStartObject((i + 1).ToString(CultureInfo.InvariantCulture));
            json.WriteString("type"u8, TypeOf(binds[i]));
            json.WriteString("value"u8, TextOf(binds[i].Value));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string TypeOf(SqlBind bind) => bind.Type switch
    {
        DbType.Boolean => "BOOLEAN",
        DbType.Single or DbType.Double => "REAL",
        // FIXED takes whole numbers only; DECFLOAT keeps up to 38 digits exactly.
        DbType.Decimal when bind.Value is decimal { Scale: > 0 } => "DECFLOAT",
        DbType.Date => "DATE",
        DbType.DateTime => "TIMESTAMP_NTZ",
        DbType.DateTimeOffset => "TIMESTAMP_TZ",
        DbType.Binary => "BINARY",
        DbType.String or DbType.Guid => "TEXT",
        _ => "FIXED",
    };

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string v => v,
        bool v => v ? "true" : "false",
        float v => Real(v),
        double v => Real(v),
        DateTime v => Nanoseconds(v),
        // The offset is in minutes, moved by a day so that it is never negative.
        DateTimeOffset v => $"{Nanoseconds(v.UtcDateTime)} {((int)v.Offset.TotalMinutes + 1440).ToString(CultureInfo.InvariantCulture)}",
        DateOnly v => ((v.ToDateTime(default) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture),
        byte[] v => Convert.ToHexString(v),
        IFormattable v => v.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A bound value of type {value.GetType()} has no form in the SQL API.", nameof(value)),
    };

    private static string Real(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Since 1970; more than 64 bits hold from the year 2262 on.</summary>
    private static string Nanoseconds(DateTime value) =>
        ((Int128)(value.Ticks - DateTime.UnixEpoch.Ticks) * 100).ToString(CultureInfo.InvariantCulture);
}
