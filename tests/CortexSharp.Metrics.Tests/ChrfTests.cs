using System.Text.Json;
using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Tests.Statistics;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests;

public class ChrfTests
{
    [Fact]
    public void Sentence_Vectors_AreSacrebleus()
    {
        foreach (var row in VectorFile.Rows("chrf").Where(row => row.TryGetProperty("hyp", out _)))
        {
            var options = Options(row);
            var references = row.Texts("refs");
            var score = Chrf.Sentence(row.Text("hyp"), references, options);

            Near.Assert(row.Number("score"), score.Score, 1e-12);
            Assert.StartsWith(options.Signature(references.Length).Split("version")[0], row.Text("signature"), StringComparison.Ordinal);
            if (references.Length == 1)
                Assert.Equal(score, Chrf.Sentence(row.Text("hyp"), references[0], options));
        }
    }

    [Fact]
    public void Corpus_Vectors_AreSacrebleus()
    {
        foreach (var row in VectorFile.Rows("chrf").Where(row => row.TryGetProperty("hyps", out _)))
        {
            var corpus = new ChrfCorpus(Options(row));
            var streams = row.GetProperty("ref_streams").Deserialize<string[][]>()!;
            foreach (var (i, candidate) in row.Texts("hyps").Index())
                corpus.Add(candidate, streams.Select(stream => stream[i]).ToArray());

            Near.Assert(row.Number("score"), corpus.Score.Score, 1e-12);
        }
    }

    [Fact]
    public void Sentence_RandomHardTexts_AgreesWithThePlainOne()
    {
        var texts = new HardText(20261124);
        for (var i = 0; i < 3_000; i++)
        {
            var candidate = texts.Next();
            var reference = texts.Coin() ? texts.Next() : candidate + texts.Next(2);

            Near.Assert(SlowChrf.Sentence(candidate, reference), Chrf.Sentence(candidate, reference).Score, 1e-12);
            Near.Assert(
                SlowChrf.Sentence(candidate, reference, 4, 2, 1),
                Chrf.Sentence(candidate, reference, new() { CharacterOrder = 4, WordOrder = 2, Beta = 1 }).Score, 1e-12);
        }
    }

    [Fact]
    public void Sentence_ManyDifferentCharactersOrOrders_AgreesWithThePlainOne()
    {
        var random = new Random(6);
        string[] words = [.. Enumerable.Range(0, 2_000).Select(_ => $"{(char)random.Next(0x4E00, 0x9000)}{(char)random.Next(0x4E00, 0x9000)}'")];
        var reference = string.Join(' ', words);
        var candidate = string.Join(' ', words.Select(word => random.Next(5) == 0 ? "another" : word));
        foreach (var (characters, pieces) in ((int, int)[])[(6, 2), (9, 0), (1, 15), (4, 12)])
        {
            Near.Assert(
                SlowChrf.Sentence(candidate, reference, characters, pieces),
                Chrf.Sentence(candidate, reference, new() { CharacterOrder = characters, WordOrder = pieces }).Score,
                1e-12);
        }
    }

    [Theory]
    [InlineData("'")]
    [InlineData("a' 'a 'a' ''")]
    [InlineData("(open \"quoted\" -3 'tis dogs' ...")]
    [InlineData("\u00A0(a\u2003b)\u0085é! ¡hola")]
    public void Sentence_MarksAtWordEndsAcrossBlocks_AgreesWithThePlainOne(string text)
    {
        // A block of the tokenizer is 64 characters: every character of the text comes to stand on both sides of its end.
        for (var before = 40; before < 70; before++)
        {
            var shifted = new string('x', before) + " " + text;
            foreach (var (candidate, reference) in ((string, string)[])[(shifted, text), (shifted + "yz", shifted)])
            {
                var score = Chrf.Sentence(candidate, reference, new() { CharacterOrder = 2, WordOrder = 3 }).Score;
                Near.Assert(SlowChrf.Sentence(candidate, reference, 2, 3), score, 1e-12);
            }
        }
    }

    [Fact]
    public void Corpus_InParts_IsTheWhole()
    {
        var (whole, left, right) = (Corpus(), Corpus(), Corpus());
        string[] candidates = ["the cat sat", "", "on the mat, it seems", "wholly other"];
        string[] references = ["the cat sat down", "nothing", "on a mat", "words"];
        var statistics = new double[18];
        for (var i = 0; i < candidates.Length; i++)
        {
            whole.Add(candidates[i], references[i]);
            (i == 0 ? left : right).Add(candidates[i], (ReadOnlySpan<string>)[references[i]]);
            whole.Segments!.CopyTo(i, statistics);
            Assert.Equal(Chrf.Sentence(candidates[i], references[i]), Chrf.FromStatistics(statistics));
        }

        left.Merge(right);

        Assert.Equal((4, whole.Score, 4), (left.Count, left.Score, left.Segments!.Count));
        Assert.InRange(whole.Score.Score, 30, 60);
        Assert.NotEqual(candidates.Zip(references).Average(p => Chrf.Sentence(p.First, p.Second).Score), whole.Score.Score, 1e-6);
        Assert.Equal(whole.Score.Score, Bootstrap.Corpus(left.Segments!, left.ScoreOf).Score);

        static ChrfCorpus Corpus() => new(keepSegments: true);
    }

    [Fact]
    public void Corpus_Empty_IsZero() => Assert.Equal(0, new ChrfCorpus().Score.Score);

    [Fact]
    public void Merge_OtherSettings_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ChrfCorpus().Merge(new(ChrfOptions.PlusPlus)));
        Assert.Throws<ArgumentException>(() => new ChrfCorpus().Merge(new(keepSegments: true)));
        Assert.Throws<ArgumentException>(() => Chrf.FromStatistics([1, 2, 3]));
    }

    [Fact]
    public void Sentence_NoReference_IsRefused() => Assert.Throws<ArgumentException>(() => Chrf.Sentence("a", ReadOnlySpan<string>.Empty));

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrfOptions { CharacterOrder = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrfOptions { WordOrder = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrfOptions { Beta = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrfOptions { Beta = double.NaN });
    }

    [Fact]
    public void Score_AsText_IsSacrebleus()
    {
        Assert.Equal("chrF2 = 59.73", new ChrfScore(59.7345).ToString());
        Assert.Equal("chrF2++ = 100.00", Chrf.Sentence("a b c d e f g", "a b c d e f g", ChrfOptions.PlusPlus).ToString());
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(3)]
    public void Sentence_HugeTexts_AreScored(int length)
    {
        var text = new string('a', length);

        Assert.Equal(100, Chrf.Sentence(text, text, ChrfOptions.PlusPlus).Score, 1e-9);
        Assert.Equal(0, Chrf.Sentence(text, new string('b', length)).Score);
    }

    [Fact]
    public void Count_SeveralReferences_WritesTheNumbersOfTheBest()
    {
        var statistics = new double[18];

        Chrf.Count("the dog", ["a cat", "the dogs"], ChrfOptions.Default, statistics);

        Assert.Equal(Chrf.Sentence("the dog", "the dogs").Score, Chrf.FromStatistics(statistics).Score);
        Assert.Throws<ArgumentException>(() => Chrf.Count("a", ["a"], ChrfOptions.Default, new double[17]));
    }

    [Fact]
    public void Sentence_SteadyState_AllocatesNothing()
    {
        var candidate = string.Concat(Enumerable.Repeat("the İ 42, ΑΣ! 😀", 300));
        string[] references = ["a short one", candidate + "more"];
        var options = ChrfOptions.PlusPlus with { Lowercase = true };

        Assert.Equal(0, Allocation.InSteadyState(() => Chrf.Sentence(candidate, references, options)));
    }

    private static ChrfOptions Options(JsonElement row) => new()
    {
        CharacterOrder = row.Integer("char_order"),
        WordOrder = row.Integer("word_order"),
        Beta = row.Number("beta"),
        Lowercase = row.Flag("lowercase"),
        Whitespace = row.Flag("whitespace"),
        EpsilonSmoothing = row.Flag("eps_smoothing"),
    };
}
