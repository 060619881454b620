using System.Buffers;
using System.Text;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>Upper and lower case.</summary>
internal static class CaseRuntime
{
    // Snowflake's default of INITCAP, besides white space.
    private const string WordEnds = "!?@\"^#$&~_,.:;+-*%/|\\[](){}<>";

    public static IEnumerable<RuntimeFunction> All =>
    [
        new("upper", static call => Change(call, upper: true)),
        new("lower", static call => Change(call, upper: false)),
        new("initcap", Initcap),
    ];

    private static void Change(FunctionCall call, bool upper)
    {
        var text = call.Utf8(0);
        if (!Ascii.IsValid(text))
        {
            call.ReturnText(upper ? call.Text(0).ToUpperInvariant() : call.Text(0).ToLowerInvariant());
            return;
        }

        byte[]? rented = null;
        var buffer = text.Length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(text.Length);
        _ = upper ? Ascii.ToUpper(text, buffer, out _) : Ascii.ToLower(text, buffer, out _);
        call.ReturnText(buffer[..text.Length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static void Initcap(FunctionCall call)
    {
        var delimiters = call.Count > 1 ? call.Text(1) : null;
        var result = new StringBuilder();
        var inWord = false;
        foreach (var rune in call.Text(0).EnumerateRunes())
        {
            result.Append(inWord ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune));
            inWord = delimiters is null
                ? !Rune.IsWhiteSpace(rune) && !(rune.IsBmp && WordEnds.Contains((char)rune.Value, StringComparison.Ordinal))
                : !delimiters.EnumerateRunes().Contains(rune);
        }

        call.ReturnText(result.ToString());
    }
}
