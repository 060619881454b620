using System.Text;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>How alike two texts are, and how a text sounds.</summary>
internal static class SimilarityRuntime
{
    // The digit of each letter from A on; vowels and H, W, Y have none.
    private const string SoundexCodes = "01230120022455012623010202";

    public static IEnumerable<RuntimeFunction> All =>
    [
        new("editdistance", static call => call.Return(EditDistance(Runes(call, 0), Runes(call, 1), call.Count > 2 ? call.Whole(2) : long.MaxValue))),
        new("jarowinkler", static call => call.Return((long)(JaroWinkler(Letters(call, 0), Letters(call, 1)) * 100))),
        new("soundex", static call => call.ReturnText(Soundex(call.Text(0), skipsSilent: true))),
        new("soundex_p123", static call => call.ReturnText(Soundex(call.Text(0), skipsSilent: false))),
    ];

    private static Rune[] Runes(FunctionCall call, int index) => [.. call.Text(index).EnumerateRunes()];

    private static Rune[] Letters(FunctionCall call, int index) => [.. call.Text(index).ToUpperInvariant().EnumerateRunes()];

    /// <summary>Levenshtein's distance; a distance above the maximum is the maximum.</summary>
    private static long EditDistance(Rune[] a, Rune[] b, long most)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return Math.Max(0, Math.Min(row[^1], most));
    }

    /// <summary>Jaro's similarity, raised by a tenth of the rest for each of up to four first characters that agree (Winkler 1990).</summary>
    private static double JaroWinkler(Rune[] a, Rune[] b)
    {
        if (a.Length == 0 || b.Length == 0)
            return 0;
        var range = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        var taken = new bool[b.Length];
        var matched = new List<Rune>();
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - range); j < Math.Min(b.Length, i + range + 1); j++)
            {
                if (taken[j] || a[i] != b[j])
                    continue;
                taken[j] = true;
                matched.Add(a[i]);
                break;
            }
        }

        if (matched.Count == 0)
            return 0;
        var transpositions = b.Where((_, j) => taken[j]).Zip(matched, (x, y) => x != y).Count(different => different) / 2;
        double m = matched.Count;
        var jaro = ((m / a.Length) + (m / b.Length) + ((m - transpositions) / m)) / 3;
        var prefix = a.Zip(b).Take(4).TakeWhile(p => p.First == p.Second).Count();
        return jaro + (prefix * 0.1 * (1 - jaro));
    }

    /// <summary>The first letter and three digits. Letters of one digit side by side count once, also across H and W in the first form.</summary>
    private static string Soundex(string text, bool skipsSilent)
    {
        var letters = text.Normalize(NormalizationForm.FormD).ToUpperInvariant().Where(char.IsAsciiLetterUpper).ToArray();
        if (letters.Length == 0)
            return "";
        var result = new StringBuilder().Append(letters[0]);
        var last = SoundexCodes[letters[0] - 'A'];
        foreach (var letter in letters.Skip(1))
        {
            var code = SoundexCodes[letter - 'A'];
            if (code == '0')
            {
                if (!skipsSilent || letter is not ('H' or 'W'))
                    last = '0';
                continue;
            }

            if (code != last)
                result.Append(code);
            last = code;
            if (result.Length == 4)
                break;
        }

        return result.ToString().PadRight(4, '0');
    }
}
