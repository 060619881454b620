using System.Text;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Bytes from and to text.</summary>
internal static class BinaryRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        .. new RuntimeFunction("binary_from_hex", a => FromHex(Text(a, 0))).WithTry(),
        .. new RuntimeFunction("binary_from_base64", a => FromBase64(Text(a, 0), a.Length > 1 ? Text(a, 1) : "")).WithTry(),
        .. new RuntimeFunction("text_from_binary", a => Decoded((byte[])a[0]!)).WithTry(),
        new("hex", a => Whole(a, 1) == 0 ? Convert.ToHexStringLower(Bytes(a, 0)) : Convert.ToHexString(Bytes(a, 0))),
        new("base64", a => ToBase64(Bytes(a, 0), a.Length > 1 ? Whole(a, 1) : 0, a.Length > 2 ? Text(a, 2) : "")),
    ];

    private static byte[] Bytes(object?[] arguments, int index) => arguments[index] as byte[] ?? Encoding.UTF8.GetBytes(Text(arguments, index));

    private static byte[] FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw new LocalSqlException(100115, "22000", $"The following string is not a legal hex-encoded value: '{text}'");
        }
    }

    /// <param name="text">The text; line breaks in it are passed over.</param>
    /// <param name="alphabet">What stands in for <c>+</c>, <c>/</c> and <c>=</c>, as far as given.</param>
    private static byte[] FromBase64(string text, string alphabet)
    {
        try
        {
            return Convert.FromBase64String(Replaced(text, alphabet, toStandard: true));
        }
        catch (FormatException)
        {
            throw new LocalSqlException(100115, "22000", $"The following string is not a legal base64-encoded value: '{text}'");
        }
    }

    private static string ToBase64(byte[] bytes, long lineLength, string alphabet)
    {
        var text = Replaced(Convert.ToBase64String(bytes), alphabet, toStandard: false);
        return lineLength <= 0 ? text : string.Join('\n', text.Chunk((int)Math.Min(lineLength, int.MaxValue)).Select(line => new string(line)));
    }

    private static string Replaced(string text, string alphabet, bool toStandard)
    {
        const string Standard = "+/=";
        if (alphabet.Length > Standard.Length)
            throw SqlErrors.Execution("The alphabet of a base64 function has at most three characters, in place of +, / and =");
        for (var i = 0; i < alphabet.Length; i++)
            text = toStandard ? text.Replace(alphabet[i], Standard[i]) : text.Replace(Standard[i], alphabet[i]);
        return text;
    }

    private static string Decoded(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new LocalSqlException(100144, "22000", "Invalid UTF8 detected while decoding a binary value");
        }
    }
}
