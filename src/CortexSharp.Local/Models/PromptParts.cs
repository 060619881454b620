namespace CortexSharp.Local.Models;

/// <summary>Tells the text in question from the instruction around it.</summary>
/// <remarks>
/// The text is looked for in this order: after the last name for it ("Message:", "Ticket:" … at the beginning of a line or sentence), up to
/// the cue for an answer ("Label:"); between a pair of tags; between triple quotes; the last paragraph, then the last line, that is not a list
/// of options; the longest quotation of several words. Otherwise it is the whole prompt.
/// </remarks>
internal static class PromptParts
{
    private const int MaxWordsOfName = 3;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> TextNames = Names(
        "message", "text", "ticket", "question", "input", "query", "review", "email", "comment", "sentence", "document", "content", "request",
        "utterance", "complaint", "post", "tweet", "article", "passage", "customer", "user", "description", "feedback", "transcript", "prompt");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CueNames = Names(
        "answer", "label", "labels", "intent", "intents", "category", "categories", "class", "classes", "option", "options", "choices", "output",
        "response", "sentiment", "topic", "topics", "result", "instruction", "instructions", "completion", "tags", "values");

    public static Range TextInQuestion(ReadOnlySpan<char> prompt)
    {
        if (TryNamed(prompt, out var text) || TryTagged(prompt, out text) || TryBetween(prompt, "\"\"\"", out text)
            || TryBetween(prompt, "```", out text) || TryLast(prompt, "\n\n", out text) || TryLast(prompt, "\n", out text)
            || TryQuoted(prompt, out text))
        {
            return text;
        }

        return ..prompt.Length;
    }

    /// <summary>Where the text of a line or sentence begins that opens with one of the names and a colon, or -1.</summary>
    private static int AfterName(ReadOnlySpan<char> line, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> names)
    {
        var colon = line.IndexOf(':');
        if (colon < 0) return -1;
        ReadOnlySpan<char> last = default;
        var words = 0;
        foreach (var word in new WordEnumerator(line[..colon]))
        {
            last = word;
            if (++words > MaxWordsOfName) return -1;
        }

        return !last.IsEmpty && names.Contains(last) ? colon + 1 : -1;
    }

    private static bool TryNamed(ReadOnlySpan<char> prompt, out Range text)
    {
        for (var end = prompt.Length; end > 0;)
        {
            var start = prompt[..end].LastIndexOfAny('\n', '.', '?') + 1;
            var after = AfterName(prompt[start..end], TextNames);
            if (after >= 0 && Trim(prompt, start + after, Cue(prompt, start + after), out text)) return true;
            end = start - 1;
        }

        text = default;
        return false;
    }

    // The text ends where a later line asks for the answer or begins the list of options.
    private static int Cue(ReadOnlySpan<char> prompt, int start)
    {
        for (var line = start; ;)
        {
            var length = prompt[line..].IndexOf('\n');
            if (length < 0) return prompt.Length;
            line += length + 1;
            var rest = prompt[line..];
            var next = rest.IndexOf('\n');
            if (AfterName(next < 0 ? rest : rest[..next], CueNames) >= 0) return line - 1;
        }
    }

    private static bool TryTagged(ReadOnlySpan<char> prompt, out Range text)
    {
        text = default;
        var close = prompt.LastIndexOf("</");
        if (close < 0) return false;
        var name = prompt[(close + 2)..];
        var length = name.IndexOf('>');
        if (length <= 0) return false;
        var open = prompt[..close].LastIndexOf($"<{name[..length]}>");
        return open >= 0 && Trim(prompt, open + length + 2, close, out text);
    }

    private static bool TryBetween(ReadOnlySpan<char> prompt, string fence, out Range text)
    {
        text = default;
        var close = prompt.LastIndexOf(fence);
        var open = close < 0 ? -1 : prompt[..close].LastIndexOf(fence);
        return open >= 0 && Trim(prompt, open + fence.Length, close, out text);
    }

    private static bool TryLast(ReadOnlySpan<char> prompt, string separator, out Range text)
    {
        for (var end = prompt.Length; ;)
        {
            var separatorAt = prompt[..end].LastIndexOf(separator);
            // What stands first is the instruction.
            if (separatorAt < 0) break;
            var start = separatorAt + separator.Length;
            var part = prompt[start..end];
            if (AfterName(part, CueNames) < 0 && OptionList.Parse(part.ToString()).Count == 0 && Trim(prompt, start, end, out text)) return true;
            end = separatorAt;
        }

        text = default;
        return false;
    }

    private static bool TryQuoted(ReadOnlySpan<char> prompt, out Range text)
    {
        text = default;
        var longest = 0;
        var lastClosing = prompt.LastIndexOfAny('"', '”', '»');
        for (var open = 0; open < lastClosing; open++)
        {
            var closing = prompt[open] switch { '"' => '"', '“' => '”', '«' => '»', _ => '\0' };
            if (closing == '\0') continue;
            var length = prompt[(open + 1)..].IndexOf(closing);
            if (length < 0) continue;
            if (length > longest && prompt.Slice(open + 1, length).Contains(' '))
            {
                longest = length;
                text = new Range(open + 1, open + 1 + length);
            }

            open += length + 1;
        }

        return longest > 0;
    }

    // Without white space and the quotes around all of it; false if nothing is left.
    private static bool Trim(ReadOnlySpan<char> prompt, int start, int end, out Range text)
    {
        while (true)
        {
            while (start < end && char.IsWhiteSpace(prompt[start])) start++;
            while (start < end && char.IsWhiteSpace(prompt[end - 1])) end--;
            if (end - start < 2) break;
            if ((prompt[start], prompt[end - 1]) is not (('"', '"') or ('\'', '\'') or ('`', '`') or ('“', '”') or ('«', '»'))) break;
            start++;
            end--;
        }

        text = start..end;
        return start < end;
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(params IEnumerable<string> names) =>
        names.ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
