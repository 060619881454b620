using System.Text.Json;

namespace CortexSharp.Rest.Http;

/// <summary>Reads members that may be missing or of another kind than expected.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A member; undefined when it, or the object around it, is not there.</summary>
    public static JsonElement Member(this JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A member's text; null when it is no text.</summary>
    public static string? Text(this JsonElement value, string name) => value.Member(name).Text();

    /// <summary>A value's text; null when it is no text.</summary>
    /// <exception cref="JsonException">The text is half of a surrogate pair, or not UTF-8.</exception>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException exception)
        {
            // What System.Text.Json throws for JSON whose text cannot be had.
            throw new JsonException("A text cannot be read.", exception);
        }
    }

    /// <summary>An array's items; none when it is no array.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : default;
}
