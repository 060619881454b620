using System.Text.RegularExpressions;

namespace CortexSharp.Local.Models;

/// <summary>
/// Finds the options that an instruction lists: lines with bullets or numbers, plain lines after a heading, items in brackets, items after
/// a colon or a phrase such as "one of", and quoted items. Of several lists the longest counts, of equally long ones the first.
/// </summary>
internal static partial class OptionList
{
    private const int MaxWords = 6;
    private const int MaxWordsInProse = 4;
    private const int MaxLength = 80;

    public static IReadOnlyList<AnswerOption> Parse(string instruction)
    {
        AnswerOption[] longest = [];
        foreach (var list in Lists(instruction))
        {
            AnswerOption[] distinct = [.. list.DistinctBy(option => option.Label)];
            if (distinct.Length >= 2 && distinct.Length > longest.Length) longest = distinct;
        }

        return longest;
    }

    private static IEnumerable<List<AnswerOption>> Lists(string instruction)
    {
        var lines = instruction.Split('\n', StringSplitOptions.TrimEntries);
        foreach (var block in Blocks(lines)) yield return block;
        foreach (Match match in Bracketed().Matches(instruction)) yield return Items(match.Groups[1].Value, MaxWords);
        for (var i = 0; i < lines.Length; i++)
        {
            foreach (Match match in Introduced().Matches(lines[i])) yield return Items(match.Groups[1].Value, MaxWordsInProse);
            if (Headed().Match(lines[i]) is { Success: true } headed) yield return Items(headed.Groups[1].Value, MaxWordsInProse);
            else if (i > 0 && lines[i - 1].EndsWith(':')) yield return Items(lines[i], MaxWords);
        }

        foreach (Match match in QuotedRun().Matches(instruction))
            yield return [.. Quoted().Matches(match.Value).Select(item => new AnswerOption(item.Groups[1].Value))];
    }

    // Runs of lines with bullets, and of plain short lines under a heading that ends with a colon.
    private static IEnumerable<List<AnswerOption>> Blocks(string[] lines)
    {
        List<AnswerOption> block = [];
        var plain = false;
        foreach (var line in lines)
        {
            var bullet = Bullet().Match(line);
            var option = bullet.Success ? Option(line[bullet.Length..]) : plain && !line.Contains(',') ? Option(line) : null;
            if (option is { } found)
            {
                block.Add(found);
                continue;
            }

            if (line.Length == 0 && block.Count == 0) continue;
            yield return block;
            block = [];
            plain = line.EndsWith(':');
        }

        yield return block;
    }

    // Items between commas and the like, the last two perhaps with a conjunction. One item that is no label means that the text is prose, not a list.
    private static List<AnswerOption> Items(string text, int maxWords)
    {
        var separator = text.Contains('|') ? "|" : text.Contains(';') ? ";" : text.Contains(',') ? "," : text.Contains('/') ? "/" : "\0";
        List<string> items = [.. text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (items.Count == 0) return [];

        // "a or b", "a, b, or c" and "a, b or c"; but a label such as "lost or stolen card" stays whole, and "a and b" is no choice.
        items[^1] = LeadingConjunction().Replace(items[^1], "");
        var conjunction = Conjunction().Match(items[^1]);
        if (conjunction.Success && (items.Count == 1 ? conjunction.ValueSpan.Trim() is "or" : !conjunction.Result("$`$'").Contains(' ')))
        {
            items[^1] = conjunction.Result("$`");
            items.Add(conjunction.Result("$'"));
        }

        List<AnswerOption> options = [];
        foreach (var item in items)
        {
            if (Option(item) is not { } option || option.Label.Split(' ').Length > maxWords) return [];
            options.Add(option);
        }

        return options;
    }

    /// <summary>Reads "label", "label: description" or "label - description"; null if it is too long to be a label.</summary>
    private static AnswerOption? Option(string item)
    {
        var description = "";
        if (Described().Match(item) is { Success: true } described)
        {
            description = item[(described.Index + described.Length)..].Trim();
            item = item[..described.Index];
        }

        var label = item.Trim().TrimEnd('.', ',', ';').Trim('"', '\'', '`', '*', '“', '”', ' ');
        if (label.Length is 0 or > MaxLength || description.Length == 0 && item.TrimEnd().EndsWith('.') && label.Contains(' ')) return null;
        return label.Split(' ').Length <= MaxWords ? new AnswerOption(label, description) : null;
    }

    [GeneratedRegex(@"^(?:[-*•–]\s+|\(?\d{1,3}[.):]\s+|\(?[a-zA-Z][.)]\s+)")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"[\[({]([^\[\](){}]+)[\])}]")]
    private static partial Regex Bracketed();

    // "one of: a, b", "classify it as a, b or c", "valid labels are a, b".
    [GeneratedRegex(
        @"\b(?:one of|(?:choose|pick|select)\b.{0,40}?\b(?:from|between)|either|labels|options|categories|classes|intents"
        + @"|(?:classify|categori[sz]e|label|mark|tag|sort|rate)\b.{0,60}?\b(?:as|into))\b"
        + @"(?:\s+(?:the|these|following|labels|options|categories|classes|intents|either|exactly|one|of|are))*\s*:?\s+(.+?)(?:[.?!](?:\s|$)|$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Introduced();

    // "Departments: a, b", "Sentiment: a, b"; a greeting or a name before a colon introduces no list.
    [GeneratedRegex(
        @"^(?:\W*\w+){0,5}?\W*(?:\w+s|of|from|with|label|category|intent|class|topic|sentiment|option)\s*:\s+(.+)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Headed();

    // A quotation mark within a word is an apostrophe.
    [GeneratedRegex("""(?:(?<!\w)["'`“][^"'`“”\n]{1,80}["'`”](?!\w)(?:[\s,;|/]|\bor\b|\band\b)*){2,}""")]
    private static partial Regex QuotedRun();

    [GeneratedRegex("""["'`“]([^"'`“”\n]{1,80})["'`”]""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:or|and)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingConjunction();

    [GeneratedRegex(@"\s+(?:or|and)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Conjunction();

    [GeneratedRegex(@"\s*:\s+|\s+[-–—]\s+")]
    private static partial Regex Described();
}
