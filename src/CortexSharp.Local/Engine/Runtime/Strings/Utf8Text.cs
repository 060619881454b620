using System.Text;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>Counts and cuts UTF-8 by code points, which is how Snowflake counts characters.</summary>
internal static class Utf8Text
{
    /// <summary>The number of code points.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
            return text.Length;
        var count = 0;
        foreach (var unit in text)
        {
            if (IsStart(unit))
                count++;
        }

        return count;
    }

    /// <summary>Where a code point begins; the end for one that is not there.</summary>
    public static int Offset(ReadOnlySpan<byte> text, long codePoints)
    {
        if (codePoints <= 0)
            return 0;
        if (codePoints >= text.Length)
            return text.Length;
        var at = 0;
        for (; codePoints > 0 && at < text.Length; codePoints--)
            at += Width(text, at);
        return at;
    }

    /// <summary>The part that begins at a code point, counted from 0, and has so many of them.</summary>
    public static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> text, long start, long length)
    {
        if (length <= 0)
            return default;
        var rest = text[Offset(text, start)..];
        return rest[..Offset(rest, length)];
    }

    /// <summary>How many bytes the code point at an offset takes.</summary>
    public static int Width(ReadOnlySpan<byte> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && !IsStart(text[end]))
            end++;
        return end - at;
    }

    private static bool IsStart(byte unit) => (unit & 0xC0) != 0x80;
}
