using System.Runtime.InteropServices;
using System.Text.Json;

namespace CortexSharp.Files.Internal;

/// <summary>Takes a JSON object apart into names and values.</summary>
internal static class JsonFields
{
    // What has been parsed already is not judged again: its document may have allowed more than the default.
    private static readonly JsonReaderOptions AsItsDocument = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = int.MaxValue,
    };

    /// <summary>Returns what is wrong with <paramref name="json"/>, or null when the names and values are set.</summary>
    /// <remarks><paramref name="names"/> comes in as the previous record's and stays so when they are the same, as they mostly are.</remarks>
    public static string? Read(JsonElement json, ref FieldNames names, out FieldValue[] values)
    {
        values = [];
        if (json.ValueKind is not JsonValueKind.Object) return $"a JSON {json.ValueKind} where an object was expected";
        if (HasUnpairedSurrogate(JsonMarshal.GetRawUtf8Value(json))) return "a JSON string has an unpaired surrogate";

        values = new FieldValue[json.GetPropertyCount()];
        var same = values.Length == names.Count;
        var i = 0;
        foreach (var property in json.EnumerateObject())
        {
            same = same && property.NameEquals(names.List[i]);
            values[i++] = new FieldValue(property.Value);
        }

        if (same) return null;
        if (!FieldNames.TryCreate([.. json.EnumerateObject().Select(property => property.Name)], out var created, out var problem)) return problem;
        names = created;
        return null;
    }

    /// <summary>The JSON reader lets half a character pass and fails when the text is asked for, too late to name the line.</summary>
    private static bool HasUnpairedSurrogate(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) return false;
        var reader = new Utf8JsonReader(json, AsItsDocument);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            }

            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
