using CortexSharp.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Docs.Tests.Snippets;

public class BleuSnippets
{
    [Fact]
    public void Sentence()
    {
        #region bleu-sentence
        var score = Bleu.Sentence("The dog bit the man.", "The dog had bit the man.");
        Console.WriteLine(score); // BLEU = 51.15 100.0/80.0/50.0/33.3 (BP = 0.846 ratio = 0.857 hyp_len = 6 ref_len = 7)

        // One reference, tokenized once, for many candidates.
        var reference = new BleuReference("The dog had bit the man.");
        var better = reference.Score("The dog had bitten the man.").Score;
        #endregion

        Assert.Equal("BLEU = 51.15 100.0/80.0/50.0/33.3 (BP = 0.846 ratio = 0.857 hyp_len = 6 ref_len = 7)", score.ToString());
        Assert.True(better > 0);
    }

    [Fact]
    public void Corpus()
    {
        (string Candidate, string Reference)[] segments = [("The dog bit the man.", "The dog had bit the man."), ("It was good.", "It was good.")];

        #region bleu-corpus
        var corpus = new BleuCorpus(BleuOptions.ForCorpora with { Lowercase = true }, keepSegments: true);
        foreach (var segment in segments)
            corpus.Add(segment.Candidate, segment.Reference);

        var interval = Bootstrap.Corpus(corpus.Segments!, corpus.ScoreOf);
        Console.WriteLine(corpus.Score);
        Console.WriteLine(corpus.Options.Signature()); // nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:CortexSharp-0.1.0
        #endregion

        Assert.Equal(corpus.Score.Score, interval.Score);
        Assert.Equal("nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:CortexSharp-0.1.0", corpus.Options.Signature());
    }
}
