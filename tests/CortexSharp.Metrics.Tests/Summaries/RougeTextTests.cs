using CortexSharp.Metrics.Summaries;
using CortexSharp.Metrics.Tests.Vectors;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Tests.Summaries;

public class RougeTextTests
{
    [Fact]
    public void Read_Vectors_AreRougeScoresTokens()
    {
        foreach (var row in VectorFile.Rows("rouge_tokenize"))
        {
            AssertWords(row.Texts("tokens"), row.Text("in"), new RougeOptions());
            AssertWords(row.Texts("tokens_stem"), row.Text("in"), new RougeOptions { UseStemmer = true });
        }
    }

    [Fact]
    public void Read_RandomHardTexts_AreThePlainTokens()
    {
        var texts = new HardText(11);
        for (var i = 0; i < 20_000; i++)
        {
            var text = texts.Next(i % 10 == 0 ? 200 : 30);
            AssertWords(SlowRouge.Tokenize(text), text, new RougeOptions());
        }
    }

    [Theory]
    [InlineData("İstanbul \u212Aelvin", "i̇stanbul", "kelvin")]
    [InlineData("Café, naïve-42", "café", "naïve", "42")]
    [InlineData("e\u0301te\u0301 \u0301x", "e\u0301te\u0301", "x")]
    [InlineData("今天は3月", "今", "天", "は", "3", "月")]
    [InlineData("สวัสดี", "ส", "วั", "ส", "ดี")]
    [InlineData("می\u200Cخواهم a\u200D b", "می\u200Cخواهم", "a", "b")]
    [InlineData("한국어 ΟΔΟΣ", "한국어", "οδος")]
    [InlineData("😀a\uD800b𐐀", "a", "b𐐨")]
    [InlineData("²½ a_b don't", "²½", "a", "b", "don", "t")]
    public void Read_UnicodeTokenizer_FindsWordsOfAnyScript(string text, params string[] words) =>
        AssertWords(words, text, new RougeOptions { Tokenizer = RougeTokenizer.Unicode });

    [Fact]
    public void Read_AsciiText_BothTokenizersAgree()
    {
        var texts = new HardText(12);
        for (var i = 0; i < 5_000; i++)
        {
            // The mark keeps the tokenizer for Unicode at work, and parts words in both.
            var text = string.Concat(texts.Next(30).Where(char.IsAscii)) + "。";
            AssertWords(SlowRouge.Tokenize(text), text, new RougeOptions { Tokenizer = RougeTokenizer.Unicode });
        }
    }

    [Theory]
    [InlineData("It rained. He stayed.", "It rained\n He stayed\n")]
    [InlineData("Really?! \"Yes.\" No...", "Really\n! \"Yes\n\" No\n..")]
    [InlineData("Dr. J. Smith, e.g. at 3.14 p.m. or so.", "Dr. J. Smith, e.g. at 3.14 p.m. or so\n")]
    [InlineData("好。不好！x", "好\n不好\nx")]
    [InlineData("a\nb", "a\nb")]
    public void ToLines_Text_BreaksAfterSentences(string text, string lines)
    {
        var memory = new Pooled<char>(0);
        Assert.Equal(lines, SentenceBreaks.ToLines(text, ref memory).ToString());
    }

    [Fact]
    public void ToLines_ManyMarks_TakesLinearTime()
    {
        var memory = new Pooled<char>(0);
        Assert.Equal(1_000_000, SentenceBreaks.ToLines(new string('.', 1_000_000), ref memory).Length);
    }

    private static void AssertWords(string[] expected, string text, RougeOptions options)
    {
        var longWords = new LongTokens();
        var read = new RougeText();
        read.Read(text, RougeTypes.All, options, longWords, isReference: true);

        Assert.Equal(
            expected.Select(word => TokenKeys.Of(word, longWords, mayAdd: false)), read.Words.Low.ToArray().Zip(read.Words.High.ToArray()));
    }
}
