using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Types;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Turns what SQLite holds into the CLR value of a result.</summary>
internal static class CellReader
{
    public static object? Read(SqliteDataReader reader, int ordinal, SqlType type)
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
                return DateTime.SpecifyKind(DateTime.UnixEpoch.AddDays(reader.GetInt64(ordinal)), DateTimeKind.Unspecified);
            case SqlTypeKind.Time:
                return Temporal.ToTime(reader.GetInt64(ordinal)).ToTimeSpan();
            case SqlTypeKind.TimestampNtz:
                return Temporal.ToDateTime(reader.GetInt64(ordinal));
            case SqlTypeKind.TimestampLtz:
                return new DateTimeOffset(Temporal.ToDateTime(reader.GetInt64(ordinal), DateTimeKind.Utc));
            case SqlTypeKind.TimestampTz:
                return Temporal.ToDateTimeOffset(reader.GetString(ordinal));
            case SqlTypeKind.Binary:
                return reader.GetFieldValue<byte[]>(ordinal);
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
