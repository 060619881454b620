using System.Text;

namespace CortexSharp.Metrics.Baseline;

/// <summary>
/// ROUGE as C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries" (2004), and rouge_score 0.1.2 define it, with nothing saved.
/// </summary>
public static class SlowRouge
{
    /// <summary>How many units match, and how many there are on either side.</summary>
    public readonly record struct Match(int Overlap, int Candidate, int Reference)
    {
        public double Precision => Overlap / (double)Math.Max(Candidate, 1);

        public double Recall => Overlap / (double)Math.Max(Reference, 1);

        public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
    }

    /// <summary>rouge_score's words: lower case, and whatever is not an ASCII letter or digit parts them.</summary>
    public static string[] Tokenize(string text, Func<string, string>? stem = null)
    {
        var lowered = new StringBuilder();
        foreach (var c in text)
        {
            // İ lowers to i and a combining dot, the Kelvin sign to k; nothing else outside ASCII lowers into it.
            lowered.Append(c switch { 'İ' => "i\u0307", '\u212A' => "k", _ => char.IsAscii(c) ? char.ToLowerInvariant(c).ToString() : " " });
        }

        for (var i = 0; i < lowered.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(lowered[i]))
                lowered[i] = ' ';
        }

        return Stemmed(lowered.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries), stem);
    }

    /// <summary>The tokens of each line; an empty line is none.</summary>
    public static string[][] Lines(string text, Func<string, string[]> tokenize) =>
        [.. text.Split('\n').Where(line => line.Length > 0).Select(tokenize)];

    public static Match N(int n, string[] candidate, string[] reference)
    {
        var (left, overlap) = (Count(n, reference), 0);
        foreach (var (gram, count) in Count(n, candidate))
            overlap += Math.Min(count, left.GetValueOrDefault(gram));
        return new Match(overlap, Math.Max(candidate.Length - n + 1, 0), Math.Max(reference.Length - n + 1, 0));
    }

    public static Match L(string[] candidate, string[] reference) =>
        new(Lcs(candidate, reference)[reference.Length, candidate.Length], candidate.Length, reference.Length);

    public static Match Lsum(string[][] candidate, string[][] reference)
    {
        var candidateLeft = candidate.SelectMany(line => line).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        var referenceLeft = reference.SelectMany(line => line).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        var hits = 0;
        foreach (var line in reference)
        {
            var union = new SortedSet<int>();
            foreach (var other in candidate)
                union.UnionWith(CommonPositions(other, line));
            foreach (var word in union.Select(position => line[position]))
            {
                if (referenceLeft[word] > 0 && candidateLeft.GetValueOrDefault(word) > 0)
                {
                    hits++;
                    referenceLeft[word]--;
                    candidateLeft[word]--;
                }
            }
        }

        return new Match(hits, candidate.Sum(line => line.Length), reference.Sum(line => line.Length));
    }

    private static string[] Stemmed(string[] tokens, Func<string, string>? stem) =>
        stem is null ? tokens : [.. tokens.Select(token => token.Length > 3 ? stem(token) : token)];

    private static Dictionary<string, int> Count(int n, string[] tokens)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i + n <= tokens.Length; i++)
        {
            var gram = string.Join(' ', tokens, i, n);
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }

    /// <summary>The length of the longest common subsequence of every two prefixes.</summary>
    private static int[,] Lcs(string[] candidate, string[] reference)
    {
        var lengths = new int[reference.Length + 1, candidate.Length + 1];
        for (var i = 1; i <= reference.Length; i++)
        {
            for (var j = 1; j <= candidate.Length; j++)
            {
                lengths[i, j] = reference[i - 1] == candidate[j - 1]
                    ? lengths[i - 1, j - 1] + 1
                    : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths;
    }

    /// <summary>
    /// The reference's positions in the one longest common subsequence that rouge_score reads out: on a tie it goes up the reference.
    /// </summary>
    private static IEnumerable<int> CommonPositions(string[] candidate, string[] reference)
    {
        var lengths = Lcs(candidate, reference);
        var (i, j) = (reference.Length, candidate.Length);
        while (i > 0 && j > 0)
        {
            if (reference[i - 1] == candidate[j - 1])
            {
                yield return i - 1;
                i--;
                j--;
            }
            else if (lengths[i, j - 1] > lengths[i - 1, j])
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }
}
