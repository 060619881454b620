using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>Describes columns as the SQL API does.</summary>
internal static class ColumnType
{
    private const int MaxTextLength = 16_777_216;
    private const int MaxBinaryLength = 8_388_608;
    private const int MaxPrecision = 38;
    private const int MaxFraction = 9;

    /// <summary>The name of a column's type, in lower case as on the wire.</summary>
    public static string NameOf(SqlColumn column) => (column.TypeName ?? "TEXT").ToLowerInvariant();

    /// <summary>Writes an element of <c>rowType</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="column">The column.</param>
    public static void Write(Utf8JsonWriter writer, SqlColumn column)
    {
        var type = NameOf(column);
        long? length = type switch { "text" => MaxTextLength, "binary" => MaxBinaryLength, _ => null };
        writer.WriteStartObject();
        writer.WriteString("name"u8, column.Name);
        writer.WriteString("database"u8, ""u8);
        writer.WriteString("schema"u8, ""u8);
        writer.WriteString("table"u8, ""u8);
        writer.WriteString("type"u8, type);
        WriteNumber(
            writer, "scale"u8,
            column.Scale ?? type switch { "fixed" => 0, "time" or "timestamp_ntz" or "timestamp_ltz" or "timestamp_tz" => MaxFraction, _ => null });
        WriteNumber(writer, "precision"u8, column.Precision ?? (type == "fixed" ? MaxPrecision : null));
        WriteNumber(writer, "length"u8, length);
        WriteNumber(writer, "byteLength"u8, length);
        writer.WriteBoolean("nullable"u8, true);
        writer.WriteNull("collation"u8);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
            writer.WriteNumber(name, known);
        else
            writer.WriteNull(name);
    }
}
