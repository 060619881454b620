using CortexSharp.Metrics.Baseline;

namespace CortexSharp.Metrics.Differential;

/// <summary>Sentence BLEU with sacrebleu's defaults on every case; the other tokenizers, several and prepared references on some.</summary>
public sealed class BleuComparison : IComparison
{
    private static readonly (BleuTokenizer Fast, Func<string, string[]> Slow)[] Tokenizers =
    [
        (BleuTokenizer.Mteval13a, SlowBleu.Tokenize13a),
        (BleuTokenizer.International, SlowBleu.TokenizeInternational),
        (BleuTokenizer.Chinese, SlowBleu.TokenizeChinese),
        (BleuTokenizer.Characters, SlowBleu.TokenizeCharacters),
        (BleuTokenizer.None, SlowBleu.Split),
    ];

    private int _cases;

    public string? Compare(HardText texts)
    {
        var (candidate, reference) = texts.Pair();
        var expected = SlowBleu.Sentence(candidate, reference);
        var actual = Bleu.Sentence(candidate, reference);
        if (!AreEqual(expected, actual))
            return Difference("BLEU", expected, actual, candidate, reference);

        if (_cases++ % 8 != 0)
            return null;

        var (tokenizer, slow) = Tokenizers[texts.Below(Tokenizers.Length)];
        if (!slow(candidate).SequenceEqual(tokenizer.Tokenize(candidate)))
            return $"{tokenizer}: {string.Join('|', slow(candidate))} but {string.Join('|', tokenizer.Tokenize(candidate))} of {Show(candidate)}";

        var (_, second) = texts.Pair();
        var options = BleuOptions.ForSentences with { Tokenizer = tokenizer };
        string[] references = [.. new[] { reference, second, candidate + " " + second }.Take(1 + texts.Below(3))];
        expected = SlowBleu.Sentence(slow(candidate), [.. references.Select(slow)]);
        actual = Bleu.Sentence(candidate, references, options);
        if (!AreEqual(expected, actual))
            return Difference($"BLEU of {references.Length} references", expected, actual, candidate, string.Join(" and ", references));

        actual = new BleuReference(references, options).Score(candidate);
        return AreEqual(expected, actual) ? null : Difference("prepared BLEU", expected, actual, candidate, string.Join(" and ", references));
    }

    private static bool AreEqual(SlowBleu expected, in BleuScore actual) =>
        expected.Score == actual.Score && expected.Statistics.SequenceEqual(Statistics(actual));

    private static double[] Statistics(in BleuScore score) =>
        [score.CandidateLength, score.ReferenceLength, .. score.Counts.ToArray(), .. score.Totals.ToArray()];

    private static string Difference(string what, SlowBleu expected, in BleuScore actual, string candidate, string reference) =>
        $"{what}: {expected.Score} [{string.Join(' ', expected.Statistics)}] but {actual.Score} [{string.Join(' ', Statistics(actual))}] "
        + $"for {Show(candidate)} against {Show(reference)}";

    private static string Show(string text) => string.Concat(text.Select(c => c is >= ' ' and < '\u007F' ? c.ToString() : $"\\u{(int)c:X4}"));
}
