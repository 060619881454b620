using System.Text.Json;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>JSON arrays as lists of their elements' JSON. Values here are in one form only, so equal elements are equal texts.</summary>
internal static class JsonArray
{
    /// <summary>The elements; none for a value that is no array.</summary>
    public static List<string> Elements(string json)
    {
        var array = JsonElement.Parse(json);
        return array.ValueKind is JsonValueKind.Array ? [.. array.EnumerateArray().Select(e => e.GetRawText())] : [];
    }
}
