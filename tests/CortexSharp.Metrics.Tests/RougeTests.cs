using System.Text.Json;
using CortexSharp.Metrics.Tests.Vectors;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tests;

public class RougeTests
{
    private static readonly RougeOptions Plain = new();
    private static readonly RougeOptions Stemming = new() { UseStemmer = true };

    private static readonly (string Name, RougeTypes Type)[] Columns =
    [
        ("rouge1", RougeTypes.Rouge1), ("rouge2", RougeTypes.Rouge2), ("rouge3", RougeTypes.Rouge3), ("rouge4", RougeTypes.Rouge4),
        ("rougeL", RougeTypes.RougeL), ("rougeLsum", RougeTypes.RougeLsum),
    ];

    [Fact]
    public void Score_Vectors_AreRougeScoresBitForBit()
    {
        foreach (var row in VectorFile.Rows("rouge"))
        {
            var options = row.Flag("use_stemmer") ? Stemming : Plain;
            var candidate = row.Text("prediction");
            string[] references = row.TryGetProperty("targets", out _) ? row.Texts("targets") : [row.Text("target")];
            AssertRow(row, Rouge.Score(candidate, references, RougeTypes.All, options));
            if (references is [var reference])
            {
                AssertRow(row, Rouge.Score(candidate, reference, RougeTypes.All, options));
                AssertRow(row, new RougeReference(reference, RougeTypes.All, options).Score(candidate));
            }
        }
    }

    [Fact]
    public void Score_RandomHardTexts_AgreesWithThePlainOne()
    {
        var texts = new HardText(20261124);
        for (var i = 0; i < 20_000; i++)
        {
            var reference = texts.Next(i % 100 == 0 ? 600 : 24);
            var candidate = texts.Coin() ? texts.Next(24) : reference + texts.Next(4);
            AssertPlain(candidate, reference, texts.Coin());
        }
    }

    [Fact]
    public void Score_AnySetOfTypes_GivesTheScoresOfAll()
    {
        var texts = new HardText(3);
        for (var i = 0; i < 200; i++)
        {
            var (candidate, reference) = (Sentences(texts, 1 + (i % 9), 12), Sentences(texts, 1 + (i % 7), 14));
            var all = Rouge.Score(candidate, reference, RougeTypes.All);
            foreach (var types in (RougeTypes[])[RougeTypes.None, RougeTypes.Usual, RougeTypes.Rouge4, RougeTypes.Rouge9 | RougeTypes.RougeLsum])
            {
                var some = Rouge.Score(candidate, reference, types);
                Assert.Equal(types, some.Types);
                for (var type = RougeTypes.Rouge1; type <= RougeTypes.RougeLsum; type = (RougeTypes)((int)type << 1))
                    Assert.Equal((types & type) != 0 ? all[type] : default, some[type]);
            }

            Assert.Equal(all.N(3), Rouge.N(3, candidate, reference));
            Assert.Equal(all.L, Rouge.L(candidate, reference));
            Assert.Equal(all.Lsum, Rouge.Lsum(candidate, reference));
        }
    }

    [Theory]
    [InlineData(1, 63)]
    [InlineData(1, 64)]
    [InlineData(1, 65)]
    [InlineData(3, 30)]
    [InlineData(2, 128)]
    [InlineData(20, 19)]
    [InlineData(1, 700)]
    [InlineData(3, 500)]
    [InlineData(120, 10)]
    public void Score_LinesOfAnyLength_AgreesWithThePlainOne(int lines, int words)
    {
        var texts = new HardText(lines * words);
        for (var i = 0; i < 4; i++)
        {
            AssertPlain(Sentences(texts, lines, words), Sentences(texts, lines, words), stem: i % 2 == 1);
            AssertPlain(Sentences(texts, 1, words), Sentences(texts, lines, words), stem: false);
            AssertPlain(Sentences(texts, lines, words), Sentences(texts, 1, 7), stem: false);
        }
    }

    [Fact]
    public void Lsum_ManyLinesOfFewWords_AgreesWithThePlainOne()
    {
        var texts = new HardText(64);
        for (var i = 0; i < 400; i++)
        {
            var (longest, words) = (1 + texts.Below(i % 4 == 0 ? 70 : 12), 2 + texts.Below(3));
            string Text() =>
                string.Concat(
                    Enumerable.Range(0, texts.Below(150)).Select(_ => (char)('a' + texts.Below(words)) + (texts.Below(longest) == 0 ? "\n" : " ")));
            AssertPlain(Text(), Text(), stem: false);
        }
    }

    [Fact]
    public void Score_SeveralReferences_TakesTheBestOfEachTypeByItself()
    {
        string[] references = ["the cat lay on a mat yesterday", "sat the cat"];
        var scores = Rouge.Score("the cat sat", references, RougeTypes.Rouge1 | RougeTypes.Rouge2);

        Assert.Equal(new RougeScore(3, 3, 3), scores.N(1));
        Assert.Equal(new RougeScore(1, 2, 2), scores.N(2));
        Assert.Equal(
            new RougeScore(1, 2, 2), Rouge.Score("the cat", ["the cat mat", "a the cat"], RougeTypes.Rouge2).N(2) with { CandidateCount = 2 });
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "a")]
    [InlineData("a", "")]
    [InlineData("你好", "你好")]
    [InlineData("\n\n", "\n")]
    public void Score_NoWords_IsZero(string candidate, string reference)
    {
        var scores = Rouge.Score(candidate, reference, RougeTypes.All);
        for (var type = RougeTypes.Rouge1; type <= RougeTypes.RougeLsum; type = (RougeTypes)((int)type << 1))
            Assert.Equal((0.0, 0.0, 0.0), (scores[type].Precision, scores[type].Recall, scores[type].F1));
    }

    [Fact]
    public void Score_UnicodeTokenizer_ScoresTextWithoutAsciiLetters()
    {
        var options = new RougeOptions { Tokenizer = RougeTokenizer.Unicode };

        Assert.Equal(new RougeScore(3, 4, 5), Rouge.L("今天下雨", "今天不下雪", options));
        Assert.Equal(new RougeScore(2, 3, 2), Rouge.N(1, "Мама мыла раму", "мама РАМУ", options));
        Assert.Equal(new RougeScore(1, 2, 1), Rouge.N(1, "ذهب الولد", "الولد", options));
        Assert.Equal(default(RougeScore).Overlap, Rouge.N(1, "Мама", "мама").Overlap);
    }

    [Fact]
    public void Lsum_SplitSentences_TakesEachSentenceForALine()
    {
        var options = new RougeOptions { SplitSentences = true };
        const string candidate = "It rained. Dr. Smith stayed home! The streets were wet.";
        const string reference = "The streets were wet. It rained.";

        Assert.Equal(
            Rouge.Lsum("It rained.\nDr. Smith stayed home!\nThe streets were wet.", "The streets were wet.\nIt rained."),
            Rouge.Lsum(candidate, reference, options));
        Assert.NotEqual(Rouge.Lsum(candidate, reference), Rouge.Lsum(candidate, reference, options));
    }

    [Fact]
    public void Scores_Misuse_IsRefused()
    {
        var scores = Rouge.Score("a", "a");

        Assert.Throws<ArgumentOutOfRangeException>(() => Rouge.N(0, "a", "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => scores.N(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => scores[RougeTypes.Usual]);
        Assert.Throws<ArgumentOutOfRangeException>(() => scores[RougeTypes.None]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Rouge.Score("a", "a", (RougeTypes)(1 << 11)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RougeReference("a", (RougeTypes)(-1)));
        Assert.Throws<ArgumentException>(() => Rouge.Score("a", ReadOnlySpan<string>.Empty));
    }

    [Fact]
    public void Scores_AsText_CanGoIntoAReport() => Assert.Equal(
        "rouge1: P = 1.0000 R = 0.5000 F1 = 0.6667\nrougeLsum: P = 1.0000 R = 0.5000 F1 = 0.6667",
        Rouge.Score("a", "a b", RougeTypes.Rouge1 | RougeTypes.RougeLsum).ToString());

    [Fact]
    public void Score_HugeTexts_TakesNeitherLongNorMuchMemory()
    {
        var the = string.Concat(Enumerable.Repeat("the ", 100_000));
        var many = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => i * 7919 % 20_000));
        var lines = many.Replace(" 1", "\n1", StringComparison.Ordinal);
        var word = new string('x', 1_000_000);

        Assert.Equal(1, Rouge.Score(the, the).L.F1);
        Assert.Equal(1, Rouge.Lsum(the.AsSpan(0, 80_000), the.AsSpan(0, 80_000)).F1);
        Assert.Equal(100_000, Rouge.L(many, many).Overlap);
        Assert.Equal(100_000, Rouge.Score(many, lines, RougeTypes.Rouge1 | RougeTypes.RougeLsum).N(1).Overlap);
        Assert.Equal(1, Rouge.Score(word, word, RougeTypes.All).L.F1);
        Assert.Equal(0, Rouge.Score(word, word + "x", RougeTypes.All, Stemming).L.F1);
        Assert.Equal(0, Rouge.Score(the, many, RougeTypes.All).L.F1);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(20, 20)]
    [InlineData(3, 500)]
    public void Score_SteadyState_AllocatesNothing(int lines, int words)
    {
        var texts = new HardText(5);
        var (candidate, reference) = (Sentences(texts, lines, words), Sentences(texts, lines, words) + " İ Σ 你");
        string[] references = [reference, candidate];
        var prepared = new RougeReference(reference, RougeTypes.All);
        var options = new RougeOptions { UseStemmer = true, Tokenizer = RougeTokenizer.Unicode, SplitSentences = true };

        Assert.Equal(0, Allocation.InSteadyState(() => Rouge.Score(candidate, reference, RougeTypes.All)));
        Assert.Equal(0, Allocation.InSteadyState(() => Rouge.Score(candidate, references, RougeTypes.All, options)));
        Assert.Equal(0, Allocation.InSteadyState(() => prepared.Score(candidate)));
    }

    private static void AssertRow(JsonElement row, RougeScores scores)
    {
        foreach (var (name, type) in Columns)
        {
            Assert.True(
                row.Numbers(name) is [var p, var r, var f] && (p, r, f) == (scores[type].Precision, scores[type].Recall, scores[type].F1), row.Id());
        }
    }

    private static void AssertPlain(string candidate, string reference, bool stem)
    {
        Func<string, string[]> tokenize = text => SlowRouge.Tokenize(text, stem ? PorterStemmer.Stem : null);
        var scores = Rouge.Score(candidate, reference, RougeTypes.All, stem ? Stemming : Plain);
        var (candidateWords, referenceWords) = (tokenize(candidate), tokenize(reference));
        for (var n = 1; n <= 9; n++)
            AssertSame(SlowRouge.N(n, candidateWords, referenceWords), scores.N(n));
        AssertSame(SlowRouge.L(candidateWords, referenceWords), scores.L);
        AssertSame(SlowRouge.Lsum(SlowRouge.Lines(candidate, tokenize), SlowRouge.Lines(reference, tokenize)), scores.Lsum);
    }

    private static void AssertSame(SlowRouge.Match expected, RougeScore actual)
    {
        Assert.Equal((expected.Overlap, expected.Candidate, expected.Reference), (actual.Overlap, actual.CandidateCount, actual.ReferenceCount));
        Assert.Equal((expected.Precision, expected.Recall, expected.F1), (actual.Precision, actual.Recall, actual.F1));
    }

    /// <summary>Lines of words, a few of them frequent, as in prose.</summary>
    private static string Sentences(HardText texts, int lines, int words) => string.Join('\n', Enumerable.Range(0, lines).Select(line =>
        string.Join(' ', Enumerable.Range(0, words).Select(word => texts.Below(3) == 0 ? "the" : $"running{texts.Below(5) * texts.Below(30)}"))));
}
