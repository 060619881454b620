using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CortexSharp.Local.Models;

/// <summary>Answers a prompt with JSON that fits a response schema.</summary>
/// <remarks>
/// A model that answers with JSON, such as one tuned on it, is followed wherever its values fit. Otherwise:
/// <list type="bullet">
/// <item>enum: the model's answer if it is one of the values, else the value that shares most with the text in question;</item>
/// <item>string: the model's answer;</item>
/// <item>number, integer: the first number in the text, without a fraction for an integer; 0 if there is none;</item>
/// <item>boolean: the model's answer if it is true or false, else whether at least half of the words of the property's name
/// (of its description, if the name has none) occur in the text;</item>
/// <item>array: one item, or none if the text is empty or an item could not end;</item>
/// <item>object: all properties, except optional ones that would contain themselves.</item>
/// </list>
/// </remarks>
internal sealed partial class SchemaAnswer
{
    private const int MaxDepth = 64;

    // References may multiply: a few definitions that use each other twice would otherwise make an answer of any size.
    private const int MaxVisits = 100_000;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement _root;
    private readonly string _answer;
    private readonly string _text;
    private readonly HashSet<uint> _stems;
    private readonly Utf8JsonWriter _writer;
    private readonly Stack<string> _openReferences = [];
    private int _visits;

    private SchemaAnswer(JsonElement root, string prompt, string answer, Utf8JsonWriter writer)
    {
        _root = root;
        _answer = answer;
        _text = prompt[PromptParts.TextInQuestion(prompt)];
        var stems = new List<uint>();
        Stems.AddTo(stems, _text);
        _stems = [.. stems];
        _writer = writer;
    }

    /// <exception cref="ArgumentException">The schema refers to something that is not there, or requires something without end.</exception>
    public static string Create(JsonElement schema, string prompt, ILanguageModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var answer = model.Complete(prompt);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            using var json = ParseObject(answer);
            new SchemaAnswer(schema, prompt, answer, writer).Write(schema, "", json?.RootElement, 0);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Write(JsonElement schema, string name, JsonElement? given, int depth)
    {
        if (depth > MaxDepth || IsEndless(schema, 0))
            throw new ArgumentException($"The response schema requires '{name}' to contain itself without end.");
        if (schema.Reference() is { } reference)
        {
            _openReferences.Push(reference);
            Write(_root.Resolve(reference), name, given, depth + 1);
            _openReferences.Pop();
        }
        else if (schema.TryGetProperty("enum", out var values))
        {
            WriteEnum(values, given);
        }
        else
        {
            WriteTyped(schema, name, given, depth);
        }
    }

    private void WriteTyped(JsonElement schema, string name, JsonElement? given, int depth)
    {
        switch (schema.Type())
        {
            case "object":
                WriteObject(schema, given, depth);
                break;
            case "array":
                WriteArray(schema, name, given, depth);
                break;
            case "integer" when given is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var integer):
                _writer.WriteNumberValue(integer);
                break;
            case "integer":
                _writer.WriteNumberValue(decimal.Truncate(FirstNumber()));
                break;
            case "number" when given is { ValueKind: JsonValueKind.Number } number:
                number.WriteTo(_writer);
                break;
            case "number":
                _writer.WriteNumberValue(FirstNumber());
                break;
            case "boolean" when given is { ValueKind: JsonValueKind.True or JsonValueKind.False } boolean:
                boolean.WriteTo(_writer);
                break;
            case "boolean":
                _writer.WriteBooleanValue(bool.TryParse(_answer, out var said) ? said : IsMentioned(schema, name));
                break;
            case "null":
                _writer.WriteNullValue();
                break;
            case "string" when given is { ValueKind: JsonValueKind.String } text:
                text.WriteTo(_writer);
                break;
            case "string":
                // JSON cannot carry a lone surrogate; as UTF-8 it becomes the replacement character.
                _writer.WriteStringValue(Encoding.UTF8.GetBytes(_answer));
                break;
            case var type:
                throw new ArgumentException($"The response schema has the unknown type '{type}' at '{name}'.");
        }
    }

    private void WriteObject(JsonElement schema, JsonElement? given, int depth)
    {
        _writer.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (!schema.Requires(property.Name) && IsEndless(property.Value, 0)) continue;
                _writer.WritePropertyName(property.Name);
                JsonElement? value = null;
                if (given is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(property.Name, out var found)) value = found;
                Write(property.Value, property.Name, value, depth + 1);
            }
        }

        _writer.WriteEndObject();
    }

    private void WriteArray(JsonElement schema, string name, JsonElement? given, int depth)
    {
        _writer.WriteStartArray();
        if (schema.TryGetProperty("items", out var items) && !IsEndless(items, 0))
        {
            if (given is { ValueKind: JsonValueKind.Array } list)
                foreach (var item in list.EnumerateArray()) Write(items, name, item, depth + 1);
            else if (_text.Length > 0)
                Write(items, name, null, depth + 1);
        }

        _writer.WriteEndArray();
    }

    private void WriteEnum(JsonElement values, JsonElement? given)
    {
        if (values.GetArrayLength() == 0) throw new ArgumentException("The response schema has an enum without values.");
        var chosen = given is { } value ? values.EnumerateArray().FirstOrDefault(candidate => JsonElement.DeepEquals(candidate, value)) : default;
        if (chosen.ValueKind == JsonValueKind.Undefined)
            chosen = values.EnumerateArray().FirstOrDefault(candidate => candidate.ToString() == _answer);
        if (chosen.ValueKind == JsonValueKind.Undefined)
        {
            var label = new OptionMatcher([.. values.EnumerateArray().Select(candidate => new AnswerOption(candidate.ToString()))]).Choose(_text);
            chosen = values.EnumerateArray().First(candidate => candidate.ToString() == label);
        }

        chosen.WriteTo(_writer);
    }

    // Whether writing this would come back to a reference that is being written, with no way to stop.
    private bool IsEndless(JsonElement schema, int depth)
    {
        if (++_visits > MaxVisits) throw new ArgumentException("The response schema is too large once its references are followed.");
        if (depth > MaxDepth) return true;
        if (schema.Reference() is { } reference)
        {
            if (_openReferences.Contains(reference)) return true;
            _openReferences.Push(reference);
            var endless = IsEndless(_root.Resolve(reference), depth + 1);
            _openReferences.Pop();
            return endless;
        }

        return schema.Type() == "object" && schema.TryGetProperty("properties", out var properties)
            && properties.EnumerateObject().Any(property => schema.Requires(property.Name) && IsEndless(property.Value, depth + 1));
    }

    private bool IsMentioned(JsonElement schema, string name)
    {
        var stems = new List<uint>();
        Stems.AddTo(stems, OptionMatcher.Words(name));
        if (stems.Count == 0 && schema.TryGetProperty("description", out var description)) Stems.AddTo(stems, description.GetString());
        return stems.Count > 0 && stems.Count(_stems.Contains) * 2 >= stems.Count;
    }

    private decimal FirstNumber()
    {
        var number = Number().Match(_text).Value;
        return decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }

    private static JsonDocument? ParseObject(string answer)
    {
        if (!answer.AsSpan().TrimStart().StartsWith('{')) return null;
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<!\w)-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")]
    private static partial Regex Number();
}
