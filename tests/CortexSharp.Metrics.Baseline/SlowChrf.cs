namespace CortexSharp.Metrics.Baseline;

/// <summary>chrF written down as plainly as possible, over lists and dictionaries of strings.</summary>
public static class SlowChrf
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public static double Sentence(string candidate, string reference, int characterOrder = 6, int wordOrder = 0, double beta = 2)
    {
        var orders = Enumerable.Range(1, characterOrder).Select(n => (Grams(Characters(candidate), n), Grams(Characters(reference), n)))
            .Concat(Enumerable.Range(1, wordOrder).Select(n => (Grams(Words(candidate), n), Grams(Words(reference), n))))
            .Where(o => o.Item1.Count > 0 && o.Item2.Count > 0)
            .Select(o =>
                (Candidate: (double)o.Item1.Values.Sum(), Reference: (double)o.Item2.Values.Sum(), Matches: (double)Shared(o.Item1, o.Item2)))
            .ToList();
        if (orders.Count == 0)
            return 0;
        var precision = orders.Sum(o => o.Matches / o.Candidate) / orders.Count;
        var recall = orders.Sum(o => o.Matches / o.Reference) / orders.Count;
        return precision + recall == 0 ? 0 : 100 * ((1 + (beta * beta)) * precision * recall / ((beta * beta * precision) + recall));
    }

    private static int Shared(Dictionary<string, int> candidate, Dictionary<string, int> reference) =>
        candidate.Sum(g => Math.Min(g.Value, reference.GetValueOrDefault(g.Key)));

    private static Dictionary<string, int> Grams(List<string> units, int n) => Enumerable.Range(0, Math.Max(0, units.Count - n + 1))
        .GroupBy(i => string.Join('\uFFFF', units.Skip(i).Take(n))).ToDictionary(g => g.Key, g => g.Count());

    // Word by word: a lone high surrogate and a lone low one stay two characters when the blank between them goes, as in Python.
    private static List<string> Characters(string text)
    {
        var characters = new List<string>();
        foreach (var word in Split(text))
        {
            for (var i = 0; i < word.Length; i += characters[^1].Length)
                characters.Add(word.Substring(i, i + 1 < word.Length && char.IsSurrogatePair(word[i], word[i + 1]) ? 2 : 1));
        }

        return characters;
    }

    private static List<string> Words(string text) => [.. Split(text).SelectMany(word =>
        word.Length == 1 ? [word]
        : Punctuation.Contains(word[^1]) ? [word[..^1], word[^1..]]
        : Punctuation.Contains(word[0]) ? [word[..1], word[1..]]
        : (string[])[word])];

    private static string[] Split(string text) =>
        new string([.. text.Select(c => char.IsWhiteSpace(c) || (c >= 0x1C && c <= 0x1F) ? ' ' : c)]).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries);
}
