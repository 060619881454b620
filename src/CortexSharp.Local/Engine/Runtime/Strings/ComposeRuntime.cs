using System.Text;
using System.Text.Json;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>Texts made of other texts.</summary>
internal static class ComposeRuntime
{
    /// <summary>Snowflake's greatest VARCHAR, in bytes; a hostile count would take all memory.</summary>
    private const long MaxBytes = 134_217_728;

    public static IEnumerable<RuntimeFunction> All =>
    [
        new("lpad", static call => Pad(call, left: true)),
        new("rpad", static call => Pad(call, left: false)),
        new("repeat", Repeat),
        new("reverse", Reverse),
        new("replace", Replace),
        new("translate", Translate),
        new("insert", Insert),
        new("chr", Chr),
        new(
            "join",
            static call => call.ReturnText(string.Join(call.Text(1), JsonElement.Parse(call.Utf8(0)).EnumerateArray().Select(e => e.GetString())))),
        new("uuid", static call => call.ReturnText(Guid.NewGuid().ToString()), Deterministic: false),
    ];

    private static void Pad(FunctionCall call, bool left)
    {
        var text = call.Utf8(0);
        var pad = call.Utf8(2);
        var missing = call.Whole(1) - Utf8Text.Length(text);
        if (missing <= 0 || pad.IsEmpty)
        {
            call.ReturnText(Utf8Text.Slice(text, 0, call.Whole(1)));
            return;
        }

        CheckSize(call, missing * pad.Length / Utf8Text.Length(pad));
        var padding = new Utf8Builder((int)missing + text.Length);
        if (!left)
            padding.Append(text);
        var whole = missing / Utf8Text.Length(pad);
        for (var i = 0L; i < whole; i++)
            padding.Append(pad);
        padding.Append(Utf8Text.Slice(pad, 0, missing - (whole * Utf8Text.Length(pad))));
        if (left)
            padding.Append(text);
        call.ReturnText(padding.Written);
        padding.Dispose();
    }

    private static void Repeat(FunctionCall call)
    {
        var text = call.Utf8(0);
        var count = Math.Max(0, call.Whole(1));
        if (text.IsEmpty)
            count = 0;
        CheckSize(call, count == 0 ? 0 : text.Length * Int128.Min(count, MaxBytes + 1));
        var result = new Utf8Builder(text.Length * (int)count);
        for (var i = 0L; i < count; i++)
            result.Append(text);
        call.ReturnText(result.Written);
        result.Dispose();
    }

    private static void CheckSize(FunctionCall call, Int128 bytes)
    {
        if (bytes > MaxBytes)
            throw SqlErrors.Execution($"The result is longer than {MaxBytes} bytes: {call.Text(0)[..Math.Min(20, call.Text(0).Length)]}…");
    }

    private static void Reverse(FunctionCall call)
    {
        var text = call.Utf8(0);
        var result = new Utf8Builder(text.Length);
        for (var end = text.Length; end > 0;)
        {
            var start = end - 1;
            while (start > 0 && (text[start] & 0xC0) == 0x80)
                start--;
            result.Append(text[start..end]);
            end = start;
        }

        call.ReturnText(result.Written);
        result.Dispose();
    }

    private static void Replace(FunctionCall call)
    {
        var text = call.Utf8(0);
        var pattern = call.Utf8(1);
        if (pattern.IsEmpty || text.IndexOf(pattern) < 0)
        {
            call.ReturnText(text);
            return;
        }

        var replacement = call.Utf8(2);
        var result = new Utf8Builder(text.Length);
        for (var found = text.IndexOf(pattern); found >= 0; found = text.IndexOf(pattern))
        {
            result.Append(text[..found]);
            result.Append(replacement);
            text = text[(found + pattern.Length)..];
        }

        result.Append(text);
        call.ReturnText(result.Written);
        result.Dispose();
    }

    /// <summary>Each character of the second text becomes the one at its place in the third; those without one fall away.</summary>
    private static void Translate(FunctionCall call)
    {
        var source = call.Text(1).EnumerateRunes().ToArray();
        var target = call.Text(2).EnumerateRunes().ToArray();
        if (target.Length > source.Length)
            throw SqlErrors.StringTooLong(call.Text(2));
        var result = new Utf8Builder(call.Utf8(0).Length);
        foreach (var rune in call.Text(0).EnumerateRunes())
        {
            var at = Array.IndexOf(source, rune);
            if (at < 0)
                result.Append(rune);
            else if (at < target.Length)
                result.Append(target[at]);
        }

        call.ReturnText(result.Written);
        result.Dispose();
    }

    private static void Insert(FunctionCall call)
    {
        var text = call.Utf8(0);
        var position = call.Whole(1);
        var length = call.Whole(2);
        if (position < 0)
            throw SqlErrors.Execution($"Invalid position {position} in INSERT: positions begin with 1");
        if (length < 0)
            throw SqlErrors.Execution($"Invalid length {length} in INSERT: it is 0 or more");
        var result = new Utf8Builder(text.Length + call.Utf8(3).Length);
        var before = Utf8Text.Slice(text, 0, position - 1);
        result.Append(before);
        result.Append(call.Utf8(3));
        var rest = text[before.Length..];
        result.Append(rest[Utf8Text.Offset(rest, length)..]);
        call.ReturnText(result.Written);
        result.Dispose();
    }

    private static void Chr(FunctionCall call)
    {
        var code = call.Whole(0);
        if (code is < 0 or > int.MaxValue || !Rune.IsValid((int)code))
            throw SqlErrors.Execution($"Invalid character code {code} in the CHR input");
        call.ReturnText(new Rune((int)code).ToString());
    }
}
