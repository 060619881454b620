using System.Text;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>Parts of texts.</summary>
internal static class SliceRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("length", static call => call.Return((long)Utf8Text.Length(call.Utf8(0)))),
        new("substr", static call => call.ReturnText(Substring(call.Utf8(0), call.Whole(1), call.Count > 2 ? call.Whole(2) : long.MaxValue))),
        new("left", static call => call.ReturnText(Utf8Text.Slice(call.Utf8(0), 0, call.Whole(1)))),
        new("right", Right),
        new("trim", static call => call.ReturnText(Trim(call, start: true, end: true))),
        new("ltrim", static call => call.ReturnText(Trim(call, start: true, end: false))),
        new("rtrim", static call => call.ReturnText(Trim(call, start: false, end: true))),
        new("split_part", SplitPart),
        new("split", static call => call.ReturnText(JsonText.Array(Split(call.Text(0), call.Text(1)).Select(JsonText.Quote)))),
        new(
            "strtok",
            static call => call.Return(Tokens(call.Text(0), call.Text(1)).ElementAtOrDefault((int)Math.Clamp(call.Whole(2) - 1, -1, int.MaxValue)))),
        new("strtok_to_array", static call => call.ReturnText(JsonText.Array(Tokens(call.Text(0), call.Text(1)).Select(JsonText.Quote)))),
        .. new RuntimeFunction("limited", Limited).WithTry(),
    ];

    private static ReadOnlySpan<byte> Substring(ReadOnlySpan<byte> text, long start, long length)
    {
        if (start >= 0)
            return Utf8Text.Slice(text, Math.Max(start - 1, 0), length); // 0 means the first character too
        // From the end; before the first character there is nothing.
        var from = Utf8Text.Length(text) + start;
        return from < 0 ? default : Utf8Text.Slice(text, from, length);
    }

    private static void Right(FunctionCall call)
    {
        var text = call.Utf8(0);
        var count = call.Whole(1);
        call.ReturnText(count <= 0 ? default : text[Utf8Text.Offset(text, Utf8Text.Length(text) - count)..]);
    }

    private static ReadOnlySpan<byte> Trim(FunctionCall call, bool start, bool end)
    {
        var text = call.Utf8(0);
        var characters = call.Utf8(1);
        while (start && !text.IsEmpty && Contains(characters, text[..Utf8Text.Width(text, 0)]))
            text = text[Utf8Text.Width(text, 0)..];
        while (end && !text.IsEmpty)
        {
            var last = text.Length - 1;
            while (last > 0 && (text[last] & 0xC0) == 0x80)
                last--;
            if (!Contains(characters, text[last..]))
                break;
            text = text[..last];
        }

        return text;
    }

    /// <summary>Whether a character is one of some; UTF-8 begins no character inside of another.</summary>
    private static bool Contains(ReadOnlySpan<byte> characters, ReadOnlySpan<byte> character) => characters.IndexOf(character) >= 0;

    private static void SplitPart(FunctionCall call)
    {
        var text = call.Utf8(0);
        var separator = call.Utf8(1);
        var part = call.Whole(2);
        if (separator.IsEmpty)
        {
            call.ReturnText(part is >= -1 and <= 1 ? text : default);
            return;
        }

        // Part 0 means 1; negative parts count from the end.
        for (; part < -1; part++)
        {
            var last = text.LastIndexOf(separator);
            if (last < 0)
            {
                call.ReturnText(ReadOnlySpan<byte>.Empty);
                return;
            }

            text = text[..last];
        }

        if (part == -1)
        {
            call.ReturnText(text.LastIndexOf(separator) is >= 0 and var before ? text[(before + separator.Length)..] : text);
            return;
        }

        for (; part > 1; part--)
        {
            var next = text.IndexOf(separator);
            if (next < 0)
            {
                call.ReturnText(ReadOnlySpan<byte>.Empty);
                return;
            }

            text = text[(next + separator.Length)..];
        }

        call.ReturnText(text.IndexOf(separator) is >= 0 and var end ? text[..end] : text);
    }

    public static string[] Split(string text, string separator) => separator.Length == 0 ? [text] : text.Split(separator);

    /// <summary>The parts between any of the delimiters; empty ones are none.</summary>
    public static IEnumerable<string> Tokens(string text, string delimiters)
    {
        var token = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!delimiters.EnumerateRunes().Contains(rune))
            {
                token.Append(rune);
            }
            else if (token.Length > 0)
            {
                yield return token.ToString();
                token.Clear();
            }
        }

        if (token.Length > 0)
            yield return token.ToString();
    }

    private static void Limited(FunctionCall call)
    {
        if (Utf8Text.Length(call.Utf8(0)) > call.Whole(1))
            throw SqlErrors.StringTooLong(call.Text(0));
        call.ReturnArgument(0);
    }
}
