using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Text functions. Positions and lengths count code points, as Snowflake does, not UTF-16 units.</summary>
internal static class TextRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("upper", a => Text(a, 0).ToUpperInvariant()),
        new("lower", a => Text(a, 0).ToLowerInvariant()),
        new("initcap", a => Initcap(Text(a, 0))),
        new("substr", a => Substring(Text(a, 0), Whole(a, 1), a.Length > 2 ? Whole(a, 2) : long.MaxValue)),
        new("left", a => Substring(Text(a, 0), 1, Whole(a, 1))),
        new("right", a => Whole(a, 1) <= 0 ? "" : Substring(Text(a, 0), Math.Max(1, Length(Text(a, 0)) - Whole(a, 1) + 1), long.MaxValue)),
        new("split_part", a => SplitPart(Text(a, 0), Text(a, 1), Whole(a, 2))),
        new("split", a => JsonText.Array(Split(Text(a, 0), Text(a, 1)).Select(JsonText.Quote))),
        new("startswith", a => Bit(Text(a, 0).StartsWith(Text(a, 1), StringComparison.Ordinal))),
        new("endswith", a => Bit(Text(a, 0).EndsWith(Text(a, 1), StringComparison.Ordinal))),
        new("position", a => Position(Text(a, 0), Text(a, 1), Whole(a, 2))),
        new("lpad", a => Pad(Text(a, 0), Whole(a, 1), Text(a, 2), left: true)),
        new("rpad", a => Pad(Text(a, 0), Whole(a, 1), Text(a, 2), left: false)),
        new("repeat", a => Repeat(Text(a, 0), Whole(a, 1))),
        new("reverse", a => string.Concat(Text(a, 0).EnumerateRunes().Reverse())),
        new("chr", a => Rune.IsValid((int)Whole(a, 0)) ? new Rune((int)Whole(a, 0)).ToString() : throw SqlErrors.Execution($"Invalid character code {Whole(a, 0)} in the CHR input")),
        new("like", a => Bit(LikeMatcher.IsMatch(Text(a, 0), Text(a, 1), a.Length > 2 ? Text(a, 2) : null, ignoreCase: false))),
        new("ilike", a => Bit(LikeMatcher.IsMatch(Text(a, 0), Text(a, 1), a.Length > 2 ? Text(a, 2) : null, ignoreCase: true))),
        new("join", a => string.Join(Text(a, 1), JsonElement.Parse(Text(a, 0)).EnumerateArray().Select(e => e.GetString()))),
        new("editdistance", a => (long)EditDistance([.. Text(a, 0).EnumerateRunes()], [.. Text(a, 1).EnumerateRunes()])),
        .. new RuntimeFunction("limited", a => Length(Text(a, 0)) <= Whole(a, 1) ? Text(a, 0) : throw SqlErrors.StringTooLong(Text(a, 0))).WithTry(),
        new("uuid", _ => Guid.NewGuid().ToString(), Deterministic: false),
    ];

    /// <summary>The argument as text.</summary>
    public static string Text(object?[] arguments, int index) => arguments[index] switch
    {
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>The argument as a whole number.</summary>
    public static long Whole(object?[] arguments, int index) => arguments[index] switch
    {
        long value => value,
        double => throw SqlErrors.NumberOverflow(), // integer arithmetic that overflowed
        var other => Convert.ToInt64(other, CultureInfo.InvariantCulture),
    };

    /// <summary>SQLite's truth values.</summary>
    public static object Bit(bool value) => value ? 1L : 0L;

    /// <summary>The number of code points.</summary>
    public static long Length(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c))
                count--;
        }

        return count;
    }

    private static string Substring(string text, long start, long length)
    {
        var total = Length(text);
        // From the end for a negative start; 0 means the first character too.
        var from = start < 0 ? total + start : Math.Max(start - 1, 0);
        if (from < 0 || from >= total || length <= 0)
            return "";
        var begin = Offset(text, from);
        return length >= total - from ? text[begin..] : text[begin..Offset(text, from + length)];
    }

    /// <summary>The offset of a code point.</summary>
    public static int Offset(string text, long codePoints)
    {
        var at = 0;
        for (; codePoints > 0 && at < text.Length; codePoints--)
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        return at;
    }

    private static string Initcap(string text)
    {
        var result = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(inWord ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune));
            inWord = Rune.IsLetterOrDigit(rune);
        }

        return result.ToString();
    }

    private static string[] Split(string text, string separator) => separator.Length == 0 ? [text] : text.Split(separator);

    private static string SplitPart(string text, string separator, long part)
    {
        var parts = Split(text, separator);
        // Part 0 means 1; negative parts count from the end.
        var index = part > 0 ? part - 1 : part == 0 ? 0 : parts.Length + part;
        return index >= 0 && index < parts.Length ? parts[index] : "";
    }

    private static long Position(string needle, string text, long start)
    {
        if (start < 1)
            throw SqlErrors.Execution($"Invalid start position {start} in POSITION");
        var offset = Offset(text, start - 1);
        var found = text.IndexOf(needle, offset, StringComparison.Ordinal);
        return found < 0 ? 0L : Length(text[..found]) + 1;
    }

    private static string Pad(string text, long length, string pad, bool left)
    {
        var missing = length - Length(text);
        if (missing <= 0)
            return Substring(text, 1, length);
        if (pad.Length == 0)
            return text;
        var padding = Substring(Repeat(pad, (missing / Length(pad)) + 1), 1, missing);
        return left ? padding + text : text + padding;
    }

    private static string Repeat(string text, long count)
    {
        if (count <= 0)
            return "";
        // Snowflake's greatest VARCHAR; a hostile count would take all memory.
        if (text.Length * count > 134_217_728)
            throw SqlErrors.Execution("The result of REPEAT is longer than 134217728 characters");
        return new StringBuilder(text.Length * (int)count).Insert(0, text, (int)count).ToString();
    }

    private static int EditDistance(Rune[] a, Rune[] b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
