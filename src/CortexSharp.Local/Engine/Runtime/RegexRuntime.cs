using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using CortexSharp.Local.Engine.Runtime.Callbacks;
using CortexSharp.Local.Engine.Runtime.Patterns;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Functions on regular expressions. Positions count code points from 1.</summary>
internal static class RegexRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("regexp_like", Like),
        new("regexp_count", Count),
        new("regexp_substr", Substring),
        new("regexp_substr_all", SubstringAll),
        new("regexp_instr", Position),
        new("regexp_replace", Replace),
    ];

    /// <summary>The pattern must match the whole text, as if anchored at both ends.</summary>
    private static void Like(FunctionCall call)
    {
        var pattern = CompiledPattern.Of(call, letters: 2, whole: true);
        var text = call.Utf8(0);
        char[]? rented = null;
        var buffer = text.Length <= 512 ? stackalloc char[512] : rented = ArrayPool<char>.Shared.Rent(text.Length);
        call.Return(pattern.Regex.IsMatch(buffer[..Encoding.UTF8.GetChars(text, buffer)]));
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
    }

    private static void Count(FunctionCall call)
    {
        var text = call.Text(0);
        var start = Start(call, 2, text);
        var pattern = CompiledPattern.Of(call, letters: 3);
        call.Return(start > text.Length ? 0L : pattern.Regex.Count(text, start));
    }

    private static void Substring(FunctionCall call)
    {
        var (match, group) = Find(call, letters: 4, group: 5);
        if (match?.Groups[group] is { Success: true } part)
            call.ReturnText(part.Value);
    }

    private static void SubstringAll(FunctionCall call)
    {
        var text = call.Text(0);
        var pattern = CompiledPattern.Of(call, letters: 4);
        var group = Group(call, 5, pattern);
        var matches = Matches(pattern, text, Start(call, 2, text)).Skip(Occurrence(call, 3) - 1);
        call.ReturnText(JsonText.Array(matches.Where(m => m.Groups[group].Success).Select(m => JsonText.Quote(m.Groups[group].Value))));
    }

    /// <summary>Where the match begins, or with option 1 the place behind it; 0 for none.</summary>
    private static void Position(FunctionCall call)
    {
        var option = call.Whole(4);
        if (option is not (0 or 1))
            throw SqlErrors.Execution($"Invalid option {option} in REGEXP_INSTR: it is 0 or 1");
        var (match, group) = Find(call, letters: 5, group: 6);
        if (match?.Groups[group] is not { Success: true } part)
        {
            call.Return(0L);
            return;
        }

        var end = part.Index + (option == 1 ? part.Length : 0);
        call.Return(Encoding.UTF32.GetByteCount(call.Text(0).AsSpan(0, end)) / 4 + 1L);
    }

    private static void Replace(FunctionCall call)
    {
        var text = call.Text(0);
        var replacement = call.Text(2);
        var start = Start(call, 3, text);
        var occurrence = call.Whole(4);
        if (occurrence < 0)
            throw SqlErrors.Execution($"Invalid occurrence {occurrence} in REGEXP_REPLACE: it is 0 for all, or counts from 1");
        var pattern = CompiledPattern.Of(call, letters: 5);
        if (start > text.Length)
        {
            call.ReturnArgument(0);
            return;
        }

        var seen = 0L;
        var parts = replacement.Contains('\\', StringComparison.Ordinal);
        call.ReturnText(
            pattern.Regex.Replace(
                text, m => occurrence != 0 && ++seen != occurrence ? m.Value : parts ? Expand(replacement, m) : replacement, -1, start));
    }

    /// <summary>Puts groups in for <c>\1</c>; .NET's own <c>$1</c> means nothing to Snowflake.</summary>
    private static string Expand(string replacement, Match match)
    {
        var result = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\' || i + 1 == replacement.Length)
                result.Append(replacement[i]);
            else if (char.IsAsciiDigit(replacement[++i]))
                result.Append(match.Groups[replacement[i] - '0'].Value);
            else
                result.Append(replacement[i]);
        }

        return result.ToString();
    }

    private static (Match? Match, int Group) Find(FunctionCall call, int letters, int group)
    {
        var text = call.Text(0);
        var pattern = CompiledPattern.Of(call, letters);
        return (Matches(pattern, text, Start(call, 2, text)).ElementAtOrDefault(Occurrence(call, 3) - 1), Group(call, group, pattern));
    }

    private static IEnumerable<Match> Matches(CompiledPattern pattern, string text, int start)
    {
        if (start > text.Length)
            yield break;
        for (var match = pattern.Regex.Match(text, start); match.Success; match = match.NextMatch())
            yield return match;
    }

    /// <summary>The offset of the position from which to search.</summary>
    private static int Start(FunctionCall call, int index, string text)
    {
        var position = call.Whole(index);
        if (position < 1)
            throw SqlErrors.Execution($"Invalid position {position} of a regular expression function: positions begin with 1");
        var at = 0;
        for (; position > 1 && at < text.Length; position--)
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        return position > 1 ? text.Length + 1 : at;
    }

    private static int Occurrence(FunctionCall call, int index)
    {
        var occurrence = call.Whole(index);
        return occurrence >= 1
            ? (int)Math.Min(occurrence, int.MaxValue)
            : throw SqlErrors.Execution($"Invalid occurrence {occurrence} of a regular expression function: it counts from 1");
    }

    /// <summary>The group that is meant: a number asks for it, and so does the letter e; otherwise the whole match.</summary>
    private static int Group(FunctionCall call, int index, CompiledPattern pattern)
    {
        var group = call.Whole(index);
        // -1 stands for none given.
        if (group < 0)
            return pattern.Parameters.Extract && pattern.Regex.GetGroupNumbers().Length > 1 ? 1 : 0;
        var groups = pattern.Regex.GetGroupNumbers().Length - 1;
        return group <= groups
            ? (int)group
            : throw SqlErrors.Execution($"Invalid group {group} of a regular expression function: the pattern has {groups}");
    }
}
