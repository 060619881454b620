using System.Text;
using System.Text.RegularExpressions;

namespace CortexSharp.Metrics.Baseline;

/// <summary>BLEU as one writes it down first: tokenizers as regular expressions over strings, n-grams as strings in dictionaries.</summary>
public sealed class SlowBleu
{
    private const int Orders = 4;
    private static readonly Regex Punctuation = new(@"([\{-\~\[-\` -\&\(-\+\:-\@\/])", RegexOptions.Compiled);
    private static readonly Regex MarkAfterOther = new(@"([^0-9])([\.,])", RegexOptions.Compiled);
    private static readonly Regex MarkBeforeOther = new(@"([\.,])([^0-9])", RegexOptions.Compiled);
    private static readonly Regex HyphenAfterDigit = new(@"([0-9])(-)", RegexOptions.Compiled);
    private static readonly Regex Blanks = new(@"[\s\u001C-\u001F]+", RegexOptions.Compiled);

    /// <summary>Candidate length, reference length, matches, n-grams.</summary>
    public double[] Statistics { get; private init; } = [];

    /// <summary>With exponential smoothing and effective order.</summary>
    public double Score { get; private init; }

    public static SlowBleu Sentence(string candidate, string reference) => Sentence(Tokenize13a(candidate), [Tokenize13a(reference)]);

    public static SlowBleu Sentence(string[] candidate, string[][] references)
    {
        var closest =
            references.Select(reference => reference.Length).OrderBy(length => Math.Abs(length - candidate.Length)).ThenBy(length => length).First();
        var matches = new double[Orders];
        var totals = new double[Orders];
        for (var n = 1; n <= Orders; n++)
        {
            var counts = references.Select(reference => NGrams(reference, n)).ToList();
            foreach (var (ngram, count) in NGrams(candidate, n))
            {
                totals[n - 1] += count;
                matches[n - 1] += Math.Min(count, counts.Max(reference => reference.GetValueOrDefault(ngram)));
            }
        }

        return new SlowBleu
        {
            Statistics = [candidate.Length, closest, .. matches, .. totals],
            Score = ScoreOf(candidate.Length, closest, matches, totals),
        };
    }

    public static string[] Tokenize13a(string text)
    {
        text = TrimEnd(text).Replace("<skipped>", "").Replace("-\n", "").Replace("\n", " ");
        text = text.Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        return SplitMarks(Punctuation.Replace($" {text} ", " $1 "));
    }

    public static string[] TokenizeChinese(string text)
    {
        var spaced = new StringBuilder();
        foreach (var c in TrimEnd(text).TrimStart([.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(IsBlank)]))
            spaced.Append(IsChinese(c) ? $" {c} " : c.ToString());
        return SplitMarks(Punctuation.Replace(spaced.ToString(), " $1 "));
    }

    public static string[] TokenizeInternational(string text)
    {
        var characters = CodePoints(TrimEnd(text));
        characters = EachPair(characters, (first, second) => !IsNumber(first) && IsMark(second), (first, second) => [first, " ", second, " "]);
        characters = EachPair(characters, (first, second) => IsMark(first) && !IsNumber(second), (first, second) => [" ", first, " ", second]);
        return Split(string.Concat(characters.Select(c => IsSymbol(c) ? $" {c} " : c)));
    }

    public static string[] TokenizeCharacters(string text) => Split(string.Join(' ', CodePoints(text)));

    public static string[] Split(string text) => [.. Blanks.Split(text).Where(token => token.Length > 0)];

    private static string[] SplitMarks(string text) => Split(
        HyphenAfterDigit.Replace(MarkBeforeOther.Replace(MarkAfterOther.Replace(text, "$1 $2 "), " $1 $2"), "$1 $2 "));

    private static Dictionary<string, int> NGrams(string[] tokens, int n)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i + n <= tokens.Length; i++)
        {
            var ngram = string.Join(' ', tokens, i, n);
            counts[ngram] = counts.GetValueOrDefault(ngram) + 1;
        }

        return counts;
    }

    private static double ScoreOf(int candidateLength, int referenceLength, double[] matches, double[] totals)
    {
        if (matches.All(count => count == 0))
            return 0;
        var (sum, orders, zeros) = (0.0, 0, 0);
        for (; orders < Orders && totals[orders] > 0; orders++)
        {
            sum += matches[orders] == 0
                ? Math.Log(100.0 / (Math.Pow(2, ++zeros) * totals[orders]))
                : Math.Log(100.0 * matches[orders] / totals[orders]);
        }

        var penalty = candidateLength < referenceLength ? Math.Exp(1 - (referenceLength / (double)candidateLength)) : 1;
        return penalty * Math.Exp(sum / orders);
    }

    private static string TrimEnd(string text) => text[..(text.Length - text.Reverse().TakeWhile(IsBlank).Count())];

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    private static List<string> CodePoints(string text)
    {
        var result = new List<string>();
        for (var i = 0; i < text.Length; i += result[^1].Length)
            result.Add(text.Substring(i, i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1));
        return result;
    }

    /// <summary>As a regular expression of two characters would replace: from left to right, both used up.</summary>
    private static List<string> EachPair(List<string> characters, Func<string, string, bool> isMatch, Func<string, string, string[]> replace)
    {
        var result = new List<string>();
        for (var i = 0; i < characters.Count; i++)
        {
            if (i + 1 < characters.Count && isMatch(characters[i], characters[i + 1]))
                result.AddRange(replace(characters[i], characters[++i]));
            else
                result.Add(characters[i]);
        }

        return result;
    }

    private static bool IsNumber(string c) => Rune.TryGetRuneAt(c, 0, out var rune) && Rune.IsNumber(rune);

    private static bool IsMark(string c) => Rune.TryGetRuneAt(c, 0, out var rune) && Rune.IsPunctuation(rune);

    private static bool IsSymbol(string c) => Rune.TryGetRuneAt(c, 0, out var rune) && Rune.IsSymbol(rune);

    private static bool IsChinese(char c) => new (int First, int Last)[]
    {
        (0x2001, 0x2A6D), (0x2E80, 0x2EFF), (0x2F00, 0x2FDF), (0x2FF0, 0x2FFF), (0x3000, 0x303F), (0x3100, 0x312F), (0x31A0, 0x31BF),
        (0x31C0, 0x31EF),
        (0x3200, 0x32FF), (0x3300, 0x33FF), (0x3400, 0x4DB5), (0x4E00, 0x9FA5), (0x9FA6, 0x9FBB), (0xF900, 0xFA2D), (0xFA30, 0xFA6A),
        (0xFA70, 0xFAD9),
        (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
    }.Any(range => c >= range.First && c <= range.Last);
}
