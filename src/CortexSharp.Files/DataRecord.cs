using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CortexSharp.Files.Internal;

namespace CortexSharp.Files;

/// <summary>
/// Named fields in the order of the file: text from CSV, JSON values from JSON Lines. Immutable, and independent of the reader it came from.
/// Names are compared by ordinal, case included.
/// </summary>
public sealed class DataRecord
{
    private readonly FieldValue[] _values;

    /// <summary>Creates a record of text fields, to be written.</summary>
    /// <param name="fields">The fields in order; a <see langword="null"/> text is JSON <c>null</c>, and an empty field in CSV.</param>
    /// <exception cref="ArgumentException">Two names are the same, or a name or text has an unpaired surrogate, which UTF-8 cannot carry.</exception>
    public DataRecord(IEnumerable<KeyValuePair<string, string?>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        KeyValuePair<string, string?>[] all = [.. fields];
        FieldNames = FieldNames.FromArgument([.. all.Select(field => field.Key)], nameof(fields));
        if (all.FirstOrDefault(field => Utf16.HasUnpairedSurrogate(field.Value)) is { Key: { } broken })
            throw new ArgumentException($"The text of '{broken}' has an unpaired surrogate.", nameof(fields));
        _values = [.. all.Select(field => new FieldValue(field.Value))];
    }

    internal DataRecord(FieldNames names, FieldValue[] values, long lineNumber = 0)
    {
        FieldNames = names;
        _values = values;
        LineNumber = lineNumber;
    }

    /// <summary>The physical line of the file on which the record starts, from 1; 0 for a record that was not read from a file.</summary>
    public long LineNumber { get; }

    /// <summary>The names of the fields, in order.</summary>
    public IReadOnlyList<string> Names => FieldNames.List;

    internal FieldNames FieldNames { get; }

    /// <summary>
    /// The field as text: a JSON string is its value, JSON <c>null</c> is <see langword="null"/>, and any other JSON value is its JSON text
    /// as the file spells it (<c>1.50</c>, <c>true</c>, <c>["a"]</c>).
    /// </summary>
    /// <param name="name">The name of the field.</param>
    /// <exception cref="KeyNotFoundException">The record has no such field.</exception>
    public string? this[string name] => FieldNames.TryGetPosition(name, out var position)
        ? _values[position].Text
        : throw new KeyNotFoundException($"The record has no field '{name}'.");

    /// <summary>Creates a record of the properties of a JSON object, to be written. They are copied, so the document may be disposed.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="json"/> is not an object, names a property twice, or has a string with an unpaired surrogate.
    /// </exception>
    public static DataRecord FromJson(JsonElement json)
    {
        var names = FieldNames.None;
        var problem = JsonFields.Read(json.ValueKind is JsonValueKind.Undefined ? json : json.Clone(), ref names, out var values);
        return problem is null ? new DataRecord(names, values) : throw new ArgumentException($"Not a record: {problem}.", nameof(json));
    }

    /// <summary>Gets a field as text (see the indexer); <see langword="false"/> when there is none or it is JSON <c>null</c>.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="text">The text; empty for an empty CSV field.</param>
    public bool TryGetText(string name, [NotNullWhen(true)] out string? text)
    {
        text = FieldNames.TryGetPosition(name, out var position) ? _values[position].Text : null;
        return text is not null;
    }

    /// <summary>
    /// Gets a field as the JSON value it is; text from CSV becomes a JSON string. <see langword="false"/> when there is no such field.
    /// </summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="json">The value, which may be JSON <c>null</c>.</param>
    public bool TryGetJson(string name, out JsonElement json)
    {
        var found = FieldNames.TryGetPosition(name, out var position);
        json = found ? _values[position].ToJson() : default;
        return found;
    }

    /// <summary>Writes the record as one JSON object, fields in order.</summary>
    /// <param name="writer">Where to write; it is not flushed.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        for (var i = 0; i < _values.Length; i++)
        {
            writer.WritePropertyName(Names[i]);
            _values[i].WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
