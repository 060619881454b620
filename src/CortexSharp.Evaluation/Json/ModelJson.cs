using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Evaluation.Json;

/// <summary>JSON that a model wrote.</summary>
internal static class ModelJson
{
    /// <summary>
    /// The value that a text is; null when it is no JSON, or holds what the parser leaves for later to find and no program can take: half a surrogate
    /// pair (<c>"\ud800"</c>), an exponent beyond all measure (<c>1e99999999999</c>). Whatever is returned can be read and compared.
    /// </summary>
    public static JsonElement? Parse(ReadOnlySpan<char> text)
    {
        try
        {
            var value = JsonElement.Parse(text);
            return IsReadable(value) ? value : null;
        }
        // Of half a pair the parser says ArgumentException where it stands as it is, and the value InvalidOperationException where it is escaped.
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsReadable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is not null,
        JsonValueKind.Number => HasReadableExponent(value.GetRawText()),
        JsonValueKind.Array => value.EnumerateArray().All(IsReadable),
        JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && IsReadable(property.Value)),
        _ => true,
    };

    private static bool HasReadableExponent(ReadOnlySpan<char> number) =>
        number.IndexOfAny('e', 'E') is var e
        && (e < 0 || int.TryParse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
}
