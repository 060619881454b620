using CortexSharp.Metrics.Baseline;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Differential;

/// <summary>ROUGE-1, 2, L and Lsum on every case, stemmed or not; a prepared reference on some.</summary>
public sealed class RougeComparison : IComparison
{
    private const RougeTypes Types = RougeTypes.Usual | RougeTypes.RougeLsum;

    private int _cases;

    public string? Compare(HardText texts)
    {
        var (candidate, reference) = texts.Pair();
        var isStemmed = texts.Coin();
        var options = new RougeOptions { UseStemmer = isStemmed };
        var scores = _cases++ % 8 == 0
            ? new RougeReference(reference, Types, options).Score(candidate)
            : Rouge.Score(candidate, reference, Types, options);

        Func<string, string[]> tokenize = text => SlowRouge.Tokenize(text, isStemmed ? PorterStemmer.Stem : null);
        var (first, second) = (tokenize(candidate), tokenize(reference));
        (SlowRouge.Match Expected, RougeScore Actual)[] pairs =
        [
            (SlowRouge.N(1, first, second), scores.N(1)),
            (SlowRouge.N(2, first, second), scores.N(2)),
            (SlowRouge.L(first, second), scores.L),
            (SlowRouge.Lsum(SlowRouge.Lines(candidate, tokenize), SlowRouge.Lines(reference, tokenize)), scores.Lsum),
        ];
        foreach (var (expected, actual) in pairs)
        {
            if ((expected.Overlap, expected.Precision, expected.Recall, expected.F1) != (actual.Overlap, actual.Precision, actual.Recall, actual.F1))
                return $"ROUGE: {expected} but {actual} for {Uri.EscapeDataString(candidate)} against {Uri.EscapeDataString(reference)}";
        }

        return null;
    }
}
