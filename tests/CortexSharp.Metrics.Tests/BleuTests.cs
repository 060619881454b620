using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Metrics.Tests;

public class BleuTests
{
    private const string Candidate = "The quick brown fox jumped over 1,000.50 lazy dogs & cats.";
    private const string Reference = "The quick brown fox jumps over 1,000.50 lazy dogs and cats.";

    [Fact]
    public void Sentence_PerfectMatch_IsAHundredAsTheReferenceComputesIt() =>
        Assert.Equal(100.00000000000004, Bleu.Sentence(Reference, Reference).Score);

    [Fact]
    public void Sentence_NothingToScore_IsZero()
    {
        Assert.Equal(0, Bleu.Sentence("", "").Score);
        Assert.Equal(0, Bleu.Sentence("", Reference).Score);
        Assert.Equal(0, Bleu.Sentence(Candidate, "").Score);
    }

    [Fact]
    public void Sentence_NoReference_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Bleu.Sentence(Candidate, ReadOnlySpan<string?>.Empty));
        Assert.Throws<ArgumentException>(() => Bleu.Sentence(Candidate, [null, null]));
        Assert.Throws<ArgumentException>(() => new BleuReference([null]));
    }

    [Fact]
    public void Sentence_OwnTokenizer_ScoresItsTokensAndNamesIt()
    {
        var options = BleuOptions.ForSentences with { Tokenizer = BleuTokenizer.Create("letters", text => string.Join(' ', text.ToCharArray())) };

        Assert.Equal(3, Bleu.Sentence("abc", "abd", options).CandidateLength);
        Assert.Contains("|tok:letters|", options.Signature(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_TokenizerThatScoresItself_DisturbsNothing()
    {
        var options = BleuOptions.ForSentences with
        {
            Tokenizer = BleuTokenizer.Create("nested", text => Bleu.Sentence(text, "something else, and longer").Score >= 0 ? text : ""),
        };

        Assert.Equal(100.00000000000004, Bleu.Sentence(Reference, Reference, options).Score);
    }

    [Theory]
    [InlineData("a.b..5...5", "a . b . .5 . . .5")]
    [InlineData("1...2", "1 . . .2")]
    [InlineData("1,000.50", "1,000.50")]
    [InlineData("3-4 -5 a-b 1--2", "3 - 4 -5 a-b 1 - -2")]
    [InlineData("&amp;lt; &amp;quot; &apos;", "< & quot ; & apos ;")]
    [InlineData("hyphen-\nated <skipped>", "hyphenated")]
    [InlineData(".5 5.", ". 5 5 .")]
    public void Tokenize_13a_IsSacrebleus(string text, string expected) => Assert.Equal(expected.Split(' '), BleuTokenizer.Mteval13a.Tokenize(text));

    [Fact]
    public void Tokenize_MarksAcrossBlocks_AreThoseOfTheSlowOne()
    {
        foreach (var middle in new[] { "1.2", "1..2", "a...2", "1-2", "-\n", "a,", "&lt;", "..........1", "\u3000.5", "x&y" })
        {
            for (var before = 0; before < 130; before++)
            {
                var text = new string('9', before) + middle + "7";
                Assert.Equal(SlowBleu.Tokenize13a(text), BleuTokenizer.Mteval13a.Tokenize(text));
            }
        }
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("13A")]
    public void Parse_UnknownTokenizer_IsRefused(string name) => Assert.Throws<ArgumentException>(() => BleuTokenizer.Parse(name));

    [Fact]
    public void ToString_ExactTies_RoundToEvenAsPython()
    {
        double[] statistics = [8, 8, 1, 1, 1, 1, 16, 16, 16, 80];

        Assert.Equal("BLEU = 4.18 6.2/6.2/6.2/1.2 (BP = 1.000 ratio = 1.000 hyp_len = 8 ref_len = 8)", Bleu.FromStatistics(statistics).ToString());
    }

    [Fact]
    public void FromStatistics_WrongWidth_IsRefused() => Assert.Throws<ArgumentException>(() => Bleu.FromStatistics(new double[4]));

    [Fact]
    public void Count_SeveralReferences_WritesWhatACorpusKeeps()
    {
        var corpus = new BleuCorpus(keepSegments: true);
        corpus.Add("the dog bit the man", ["a man", "the dog bit a man"]);
        var (kept, statistics) = (new double[10], new double[10]);
        corpus.Segments!.CopyTo(0, kept);

        Bleu.Count("the dog bit the man", ["a man", "the dog bit a man"], corpus.Options, statistics);

        Assert.Equal(kept, statistics);
        Assert.Throws<ArgumentException>(() => Bleu.Count("a", ["a"], corpus.Options, new double[9]));
    }

    [Fact]
    public void Corpus_InPartsAndPrepared_IsTheWhole()
    {
        var texts = new HardText(8);
        var (whole, first, second) = (new BleuCorpus(keepSegments: true), new BleuCorpus(keepSegments: true), new BleuCorpus(keepSegments: true));
        for (var i = 0; i < 100; i++)
        {
            var (candidate, reference) = texts.Pair();
            whole.Add(candidate, reference);
            (i < 50 ? first : second).Add(candidate, new BleuReference(reference, whole.Options));
        }

        first.Merge(second);

        Assert.Equal(whole.ToString(), first.ToString());
        Assert.Equal(whole.Score.Score, first.Score.Score);
        Assert.Equal(100, first.Segments!.Count);
        Assert.Equal(whole.Score.Score, Bootstrap.Corpus(first.Segments, first.ScoreOf).Score);
    }

    [Fact]
    public void Corpus_CountedOtherwise_IsRefused()
    {
        var corpus = new BleuCorpus();

        Assert.Throws<ArgumentException>(() => corpus.Merge(new BleuCorpus(new BleuOptions { Lowercase = true })));
        Assert.Throws<ArgumentException>(() => corpus.Merge(new BleuCorpus(keepSegments: true)));
        Assert.Throws<ArgumentException>(() => corpus.Add("a", new BleuReference("a", new BleuOptions { MaxOrder = 2 })));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { MaxOrder = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { MaxOrder = BleuOptions.HighestOrder + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { SmoothingValue = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { SmoothingValue = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BleuOptions { Smoothing = (BleuSmoothing)4 });
        Assert.Throws<ArgumentNullException>(() => new BleuOptions { Tokenizer = null! });
    }

    [Fact]
    public void Reference_OnManyThreads_ScoresAlike()
    {
        var texts = new HardText(9);
        var pairs = Enumerable.Range(0, 200).Select(_ => texts.Pair()).ToArray();
        var references = pairs.Select(pair => new BleuReference(pair.Reference)).ToArray();
        var expected = pairs.Select(pair => Bleu.Sentence(pair.Candidate, pair.Reference).Score).ToArray();

        Parallel.For(0, 1000, i => Assert.Equal(expected[i % 200], references[i % 200].Score(pairs[i % 200].Candidate).Score));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(3000)]
    [InlineData(20_000)]
    public void Score_SteadyState_AllocatesNothing(int words)
    {
        var random = new Random(words);
        string Text(int count) =>
            string.Join(' ', Enumerable.Range(0, count).Select(_ => random.Next(8) == 0 ? "an-unusually-long-token" : $"w{random.Next(1000)}é"));
        var (candidate, reference) = (Text(words), Text(words));
        string[] references = [reference, Text(words / 2)];
        var prepared = new BleuReference(reference);
        var corpus = new BleuCorpus(new BleuOptions { Lowercase = true });

        Assert.Equal(0, Allocation.InSteadyState(() => Bleu.Sentence(candidate, reference)));
        Assert.Equal(0, Allocation.InSteadyState(() => Bleu.Sentence(candidate, references)));
        Assert.Equal(0, Allocation.InSteadyState(() => prepared.Score(candidate)));
        Assert.Equal(0, Allocation.InSteadyState(() => corpus.Add(candidate, reference)));
        Assert.Equal(0, Allocation.InSteadyState(() => BleuTokenizer.International.Count(candidate)));
    }

    [Fact]
    public void Sentence_HostileTexts_TakeLinearTimeAndAreRight()
    {
        var the = string.Concat(Enumerable.Repeat("the ", 100_000));
        var alternating = string.Concat(Enumerable.Repeat("a b ", 50_000));
        var distinct = string.Join(' ', Enumerable.Range(0, 100_000));
        var backwards = string.Join(' ', Enumerable.Range(0, 100_000).Reverse());
        var long1 = new string('x', 1_000_000);

        Assert.Equal(100.00000000000004, Bleu.Sentence(the, the).Score);
        Assert.Equal(100.00000000000004, Bleu.Sentence(alternating, alternating).Score);
        Assert.Equal(100.00000000000004, Bleu.Sentence(long1, long1).Score);
        Assert.Equal(0, Bleu.Sentence(long1, long1 + "y").Score);
        Assert.Equal(0, Bleu.Sentence(the, alternating).Score);
        Assert.Equal([100_000, 99_999, 99_998, 99_997], Bleu.Sentence(the, the).Counts.ToArray());
        Assert.Equal([100_000, 0, 0, 0], Bleu.Sentence(backwards, distinct).Counts.ToArray());
        Assert.Equal(1_000_000, Bleu.Sentence(new string('.', 1_000_000) + "5", the).CandidateLength);
    }
}
