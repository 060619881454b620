using System.Text.Json;

namespace CortexSharp.Lifecycle.Versions;

/// <summary>Lists and options as texts that are the same for the same content.</summary>
internal static class LedgerJson
{
    public static string Of(IEnumerable<string> texts) => $"[{string.Join(',', texts.Select(Of))}]";

    public static string Of(IReadOnlyDictionary<string, string> options) =>
        $"{{{string.Join(',', options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{Of(o.Key)}:{Of(o.Value)}"))}}}";

    private static string Of(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
