using System.Text;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>What a text contains, and where.</summary>
internal static class SearchRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("startswith", static call => call.Return(call.Utf8(0).StartsWith(call.Utf8(1)))),
        new("endswith", static call => call.Return(call.Utf8(0).EndsWith(call.Utf8(1)))),
        new("position", Position),
        new("like", static call => call.Return(LikeMatcher.IsMatch(call.Utf8(0), call.Utf8(1), call.Count > 2 ? call.Utf8(2) : default))),
        new("ilike", ILike),
    ];

    private static void Position(FunctionCall call)
    {
        var start = call.Whole(2);
        if (start < 1)
            throw SqlErrors.Execution($"Invalid start position {start} in POSITION: positions begin with 1");
        var text = call.Utf8(1);
        var offset = Utf8Text.Offset(text, start - 1);
        var found = text[offset..].IndexOf(call.Utf8(0));
        call.Return(found < 0 ? 0L : Utf8Text.Length(text[..(offset + found)]) + 1L);
    }

    private static void ILike(FunctionCall call)
    {
        var escape = call.Count > 2 ? Lower(call, 2) : default;
        call.Return(LikeMatcher.IsMatch(Lower(call, 0), Lower(call, 1), escape));
    }

    private static ReadOnlySpan<byte> Lower(FunctionCall call, int index)
    {
        var text = call.Utf8(index);
        if (!Ascii.IsValid(text))
            return Encoding.UTF8.GetBytes(call.Text(index).ToLowerInvariant());
        if (text.IndexOfAnyInRange((byte)'A', (byte)'Z') < 0)
            return text;
        var lower = new byte[text.Length];
        Ascii.ToLower(text, lower, out _);
        return lower;
    }
}
