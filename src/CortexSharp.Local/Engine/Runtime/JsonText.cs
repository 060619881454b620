using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>JSON in the one form in which this engine stores and compares it: compact, object keys sorted, numbers as short as can be.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JsonEscaping.Instance, SkipValidation = true, MaxDepth = 1000 };

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 1000 };

    /// <summary>Writes any JSON in that form.</summary>
    /// <returns>Whether there is any; not in a text without content.</returns>
    /// <exception cref="LocalSqlException">The text is no JSON.</exception>
    public static bool Parse(ReadOnlySpan<byte> text, PooledBuffer json)
    {
        if (IsBlank(text))
            return false;
        using var writer = new Utf8JsonWriter(json, Writing);
        Read(text, writer, Write);
        return true;
    }

    public static string Quote(string text) => Write(w => w.WriteStringValue(text));

    public static string Array(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    /// <summary>An object of JSON values by key; the keys are sorted, as Snowflake shows them.</summary>
    public static string Object(IEnumerable<(string Key, string Value)> members) =>
        $"{{{string.Join(',', members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{Quote(m.Key)}:{m.Value}"))}}}";

    /// <summary>A count of 10^-scale units as JSON: no zeros at the end.</summary>
    public static string Number(Int128 units, int scale)
    {
        var text = Decimal(units, scale);
        return scale == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    /// <summary>A count of 10^-scale units with all its digits.</summary>
    public static string Decimal(Int128 units, int scale)
    {
        if (scale == 0)
            return units.ToString(CultureInfo.InvariantCulture);
        var digits = Int128.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(units < 0 ? "-" : "")}{digits[..^scale]}.{digits[^scale..]}";
    }

    /// <summary>A double as Snowflake writes it: whole values without a point, shortest digits that read back the same.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        double.NaN => "NaN",
        _ when Math.Abs(value) is >= 1e-5 and < 1e15 or 0 =>
            value.ToString("0.#################", CultureInfo.InvariantCulture) is var plain
            && double.Parse(plain, CultureInfo.InvariantCulture) == value ? plain : value.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal),
    };

    /// <summary>Writes the elements of an array or object, each as a string that holds its JSON.</summary>
    /// <returns>Whether it is an array or object, and no scalar.</returns>
    /// <exception cref="LocalSqlException">The text is no JSON.</exception>
    public static bool Elements(ReadOnlySpan<byte> text, PooledBuffer json)
    {
        if (IsBlank(text))
            return false;
        var element = new ArrayBufferWriter<byte>();
        using var elementWriter = new Utf8JsonWriter(element, Writing);
        using var writer = new Utf8JsonWriter(json, Writing);
        var isNested = true;
        Read(text, writer, WriteItem, WriteMembers);
        return isNested;

        void WriteItem(Utf8JsonWriter to, JsonElement item)
        {
            element.ResetWrittenCount();
            elementWriter.Reset();
            Write(elementWriter, item);
            elementWriter.Flush();
            to.WriteStringValue(element.WrittenSpan);
        }

        void WriteMembers(Utf8JsonWriter to, JsonElement value)
        {
            isNested = value.ValueKind is JsonValueKind.Object;
            if (!isNested)
                return;
            to.WriteStartObject();
            foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                to.WritePropertyName(property.Name);
                WriteItem(to, property.Value);
            }

            to.WriteEndObject();
        }
    }

    public static string Canonical(JsonElement element) => Write(w => Write(w, element));

    /// <summary>
    /// Reads JSON and has it written. An array goes item by item: a batch of rows is never in memory as a whole, but for the text itself.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="item">Writes an item of an array.</param>
    /// <param name="other">Writes what is no array; as an item, if not said otherwise.</param>
    private static void Read(
        ReadOnlySpan<byte> text, Utf8JsonWriter writer, Action<Utf8JsonWriter, JsonElement> item, Action<Utf8JsonWriter, JsonElement>? other = null)
    {
        // Bytes that are no text become what they become in a string.
        var reader = new Utf8JsonReader(Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)), Reading);
        try
        {
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartArray)
            {
                writer.WriteStartArray();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    WriteNext(ref reader, item);
                writer.WriteEndArray();
            }
            else
            {
                WriteNext(ref reader, other ?? item);
            }

            // Fails where anything but white space follows.
            reader.Read();
        }
        catch (JsonException e)
        {
            throw SqlErrors.InvalidJson(
                string.Create(CultureInfo.InvariantCulture, $"line {(e.LineNumber ?? 0) + 1}, pos {(e.BytePositionInLine ?? 0) + 1}"));
        }

        void WriteNext(ref Utf8JsonReader from, Action<Utf8JsonWriter, JsonElement> write)
        {
            using var document = JsonDocument.ParseValue(ref from);
            write(writer, document.RootElement);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) is not OperationStatus.Done || !Rune.IsWhiteSpace(rune))
                return false;
            text = text[length..];
        }

        return true;
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var members = element.EnumerateObject().ToList();
                members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
                for (var i = 0; i < members.Count; i++)
                {
                    if (i > 0 && members[i].NameEquals(members[i - 1].Name))
                        throw SqlErrors.InvalidJson($"duplicate object attribute \"{members[i].Name}\"");
                    writer.WritePropertyName(members[i].Name);
                    Write(writer, members[i].Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(CanonicalNumber(element.GetRawText()), skipInputValidation: true);
                break;
            default:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    /// <summary>1.50 and 1.5 are one value to Snowflake, and so must be one text.</summary>
    private static string CanonicalNumber(string raw)
    {
        if (raw.AsSpan().ContainsAny('e', 'E'))
            return double.Parse(raw, CultureInfo.InvariantCulture) is var value && double.IsFinite(value) ? Number(value) : raw;
        if (raw == "-0")
            return "0";
        return raw.Contains('.', StringComparison.Ordinal) ? raw.TrimEnd('0').TrimEnd('.') is "-0" ? "0" : raw.TrimEnd('0').TrimEnd('.') : raw;
    }
}
