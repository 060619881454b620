using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tests.Squad;

/// <summary>SQuAD's normalisation and word overlap written down as plainly as possible, over lists of strings.</summary>
internal static class SlowSquad
{
    public const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public static string Normalize(string text)
    {
        var characters = CodePoints(Lower(text)).Where(c => !(c.Length == 1 && Punctuation.Contains(c[0]))).ToList();
        var result = new StringBuilder();
        for (var i = 0; i < characters.Count; i++)
        {
            var article = new[] { "a", "an", "the" }.FirstOrDefault(article =>
                string.Concat(characters.Skip(i).Take(article.Length)) == article
                && IsBoundary(characters, i)
                && IsBoundary(characters, i + article.Length));
            result.Append(article is null ? characters[i] : " ");
            i += article is null ? 0 : article.Length - 1;
        }

        return string.Join(' ', Split(result.ToString()));
    }

    public static double F1(string prediction, string gold, double bothEmpty)
    {
        var (left, right) = (Split(Normalize(prediction)), Split(Normalize(gold)));
        if (left.Count == 0 || right.Count == 0)
            return left.Count == right.Count ? bothEmpty : 0;
        var same = left.GroupBy(word => word).Sum(group => Math.Min(group.Count(), right.Count(word => word == group.Key)));
        if (same == 0)
            return 0;
        var (precision, recall) = (same / (double)left.Count, same / (double)right.Count);
        return 2 * precision * recall / (precision + recall);
    }

    private static List<string> Split(string text) =>
        [.. new string([.. text.Select(c => char.IsWhiteSpace(c) || (c >= 0x1C && c <= 0x1F) ? ' ' : c)]).Split(' ').Where(word => word.Length > 0)];

    private static bool IsBoundary(List<string> characters, int index) =>
        (index > 0 && IsWord(characters[index - 1])) != (index < characters.Count && IsWord(characters[index]));

    private static bool IsWord(string character) =>
        character == "_" || (Rune.TryGetRuneAt(character, 0, out var rune) && (Rune.IsLetter(rune) || Rune.IsNumber(rune)));

    public static string Lower(string text)
    {
        var characters = CodePoints(text);
        return string.Concat(characters.Select((character, i) => character switch
        {
            "İ" => "i\u0307",
            "Σ" => Cased(characters.Take(i).Reverse()) && !Cased(characters.Skip(i + 1)) ? "ς" : "σ",
            _ => character.ToLowerInvariant(),
        }));
    }

    private static bool Cased(IEnumerable<string> characters)
    {
        var runes = characters.Select(character => Rune.TryGetRuneAt(character, 0, out var rune) ? rune : Rune.ReplacementChar);
        return runes.SkipWhile(FinalSigma.IsCaseIgnorable).Take(1).Any(FinalSigma.IsCased);
    }

    private static List<string> CodePoints(string text)
    {
        var result = new List<string>();
        for (var i = 0; i < text.Length; i += result[^1].Length)
            result.Add(text.Substring(i, i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1));
        return result;
    }
}
