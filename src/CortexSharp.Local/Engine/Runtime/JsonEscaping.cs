using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>
/// Escapes in JSON what must be escaped and nothing else, as SQLite's <c>json_quote</c> does: values are compared as texts, so there must be one
/// way to write them. .NET's own encoders also escape no-break spaces and line separators.
/// </summary>
internal sealed unsafe class JsonEscaping : JavaScriptEncoder
{
    public static readonly JsonEscaping Instance = new();

    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);

    private JsonEscaping()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar < 32 || unicodeScalar is '"' or '\\';

    public override int FindFirstCharacterToEncode(char* text, int textLength) => new ReadOnlySpan<char>(text, textLength).IndexOfAny(Escaped);

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}"),
        };
        numberOfCharactersWritten = escape.Length;
        return escape.TryCopyTo(new(buffer, bufferLength));
    }
}
