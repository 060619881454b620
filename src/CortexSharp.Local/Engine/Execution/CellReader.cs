using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Types;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Turns what SQLite holds into the CLR value of a result.</summary>
/// <param name="zone">The session's time zone, in which a TIMESTAMP_LTZ is shown.</param>
internal sealed class CellReader(TimeZoneInfo zone)
{
    public object? Read(SqliteDataReader reader, int ordinal, SqlType type)
    {
        if (reader.IsDBNull(ordinal))
            return null;
        switch (type.Kind)
        {
            case SqlTypeKind.Number:
                // Integer arithmetic that overflowed is a REAL here.
                var units = reader.GetValue(ordinal) is long whole ? whole : throw SqlErrors.NumberOverflow();
                return type.Scale == 0 ? (object)units : Decimal(units, type.Scale);
            case SqlTypeKind.Float:
                return reader.GetDouble(ordinal);
            case SqlTypeKind.Boolean:
                return reader.GetInt64(ordinal) != 0;
            case SqlTypeKind.Date:
                return Timestamp.ToDate(reader.GetInt64(ordinal)).ToDateTime(default);
            case SqlTypeKind.Time:
                return TimeSpan.FromTicks(reader.GetInt64(ordinal) / 100);
            case SqlTypeKind.TimestampNtz:
                return Timestamp.Parse(reader.GetString(ordinal)).ToDateTime();
            case SqlTypeKind.TimestampLtz:
                return zone.At(Timestamp.Parse(reader.GetString(ordinal))).ToDateTimeOffset();
            case SqlTypeKind.TimestampTz:
                return ZonedTimestamp.Parse(reader.GetString(ordinal)).ToDateTimeOffset();
            case SqlTypeKind.Binary:
                return reader.GetFieldValue<byte[]>(ordinal);
            case SqlTypeKind.Vector:
                return VectorRuntime.ToJson(reader.GetFieldValue<byte[]>(ordinal), type.Scale != 0);
            default:
                return reader.GetString(ordinal);
        }
    }

    /// <summary>A decimal that keeps its scale, zeros at the end included.</summary>
    private static decimal Decimal(long units, int scale)
    {
        var magnitude = (UInt128)Int128.Abs(units);
        return new((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, units < 0, (byte)scale);
    }
}
