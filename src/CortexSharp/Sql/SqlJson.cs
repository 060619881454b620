using System.Text.Json;

namespace CortexSharp.Sql;

/// <summary>Texts as JSON that is the same for the same content, for columns and for <c>PARSE_JSON</c>.</summary>
internal static class SqlJson
{
    /// <summary>An array, in the order given.</summary>
    public static string Of(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(Of))}]";

    /// <summary>An object, its members by name.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> members) =>
        $"{{{string.Join(',', members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{Of(m.Key)}:{Of(m.Value)}"))}}}";

    private static string Of(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
