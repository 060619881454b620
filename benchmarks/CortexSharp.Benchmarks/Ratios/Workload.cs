namespace CortexSharp.Benchmarks.Ratios;

/// <summary>
/// English-like texts, the same ones every time: words by Zipf's law over 30,000, function words on top, with capitals, numbers, hyphens, genitives,
/// quotes and brackets; candidates are references with words replaced, dropped, inserted and moved.
/// </summary>
internal sealed class Workload
{
    private const int Words = 30_000;
    private const string Function =
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she";

    private readonly Random _random;
    private readonly string[] _words;
    private readonly double[] _cumulated;

    private Workload(string name, int pairs, int tokens, int tokensPerLine, int seed)
    {
        Name = name;
        _random = new Random(seed);
        _words = Vocabulary();
        _cumulated = new double[Words];
        var sum = 0.0;
        for (var i = 0; i < Words; i++)
            _cumulated[i] = sum += 1.0 / (i + 2);

        References = new string[pairs];
        Candidates = new string[pairs];
        for (var i = 0; i < pairs; i++)
        {
            // Punctuation, apart in 13a, makes one token in nine.
            var words = Enumerable.Range(0, tokens * 8 / 9).Select(_ => Word()).ToList();
            References[i] = Text(words, tokensPerLine);
            Candidates[i] = Text(Changed(words), tokensPerLine);
        }

        Bytes = References.Concat(Candidates).Sum(text => 2L * text.Length);
    }

    public string Name { get; }

    public string[] References { get; }

    public string[] Candidates { get; }

    /// <summary>The size of all texts in UTF-16.</summary>
    public long Bytes { get; }

    /// <summary>20 tokens.</summary>
    public static Workload Small() => new("S", 5000, 20, int.MaxValue, 1);

    /// <summary>400 tokens in lines of 20.</summary>
    public static Workload Large() => new("L", 500, 400, 18, 2);

    /// <summary>20,000 tokens in lines of 20.</summary>
    public static Workload VeryLarge() => new("VL", 4, 20_000, 18, 3);

    private string[] Vocabulary()
    {
        string[] syllables = "con ter in re sta ment ing er ly pro tion al de com ra li ous en di per".Split(' ');
        var words = new HashSet<string>(Function.Split(' '));
        while (words.Count < Words)
        {
            var parts = Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => syllables[_random.Next(syllables.Length)]);
            words.Add(string.Concat(parts) + (char)('a' + _random.Next(26)));
        }

        return [.. words];
    }

    private string Word()
    {
        var found = Array.BinarySearch(_cumulated, _random.NextDouble() * _cumulated[^1]);
        var word = _words[Math.Min(found < 0 ? ~found : found, Words - 1)];
        return _random.Next(100) switch
        {
            0 => $"{_random.Next(1, 100)},{_random.Next(100, 1000)}",
            1 => $"{_random.Next(100)}.{_random.Next(10)}",
            2 => $"{_random.Next(10)}-{_random.Next(10)}",
            3 => $"{word}-{_words[_random.Next(1000)]}",
            4 => word + "'s",
            5 => $"\"{word}\"",
            6 => $"({word})",
            < 10 => char.ToUpperInvariant(word[0]) + word[1..],
            < 15 => word + ",",
            _ => word,
        };
    }

    private List<string> Changed(List<string> words)
    {
        var changed = new List<string>(words.Count);
        foreach (var word in words)
        {
            switch (_random.Next(20))
            {
                case 0:
                    break;
                case 1:
                    changed.AddRange([word, Word()]);
                    break;
                case 2 or 3:
                    changed.Add(Word());
                    break;
                case 4:
                    changed.Insert(Math.Max(0, changed.Count - _random.Next(5)), word);
                    break;
                default:
                    changed.Add(word);
                    break;
            }
        }

        return changed;
    }

    private static string Text(List<string> words, int perLine) =>
        string.Join(".\n", words.Chunk(perLine).Select(line => char.ToUpperInvariant(line[0][0]) + string.Join(' ', line)[1..])) + ".";
}
