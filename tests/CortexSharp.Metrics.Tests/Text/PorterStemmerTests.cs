using CortexSharp.Metrics.Tests.Vectors;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tests.Text;

public class PorterStemmerTests
{
    [Fact]
    public void Stem_Vectors_AreNltks()
    {
        Span<char> buffer = stackalloc char[256];
        foreach (var row in VectorFile.Rows("porter"))
        {
            var word = row.Text("w");
            Assert.Equal(row.Text("s"), PorterStemmer.Stem(word));
            Assert.Equal(row.Text("s"), buffer[..PorterStemmer.Stem(word, buffer)].ToString());
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("as", "as")]
    [InlineData("dies", "die")]
    [InlineData("spied", "spi")]
    [InlineData("geology", "geolog")]
    [InlineData("relational", "relat")]
    public void Stem_OneWord_IsItsStem(string word, string expected) => Assert.Equal(expected, PorterStemmer.Stem(word));

    [Fact]
    public void Stem_NothingToChange_IsTheSameString()
    {
        var word = new string("cat");

        Assert.Same(word, PorterStemmer.Stem(word));
    }

    [Fact]
    public void Stem_HardTexts_NeverFailsNorGrows()
    {
        string[] endings = ["", "s", "ies", "ied", "ed", "ing", "alli", "logi", "ion", "ll", "y", "ement", "e", "ational"];
        var texts = new HardText(7);
        for (var i = 0; i < 20_000; i++)
        {
            var word = texts.Next(4) + new string('y', texts.Below(3)) + endings[texts.Below(endings.Length)];
            Assert.True(PorterStemmer.Stem(word).Length <= word.Length);
        }
    }

    [Fact]
    public void Stem_AMillionTimesY_TakesLinearTime() => Assert.Equal(1_000_000, PorterStemmer.Stem(new string('y', 1_000_000)).Length);

    [Fact]
    public void Stem_TooSmallADestination_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PorterStemmer.Stem("word", new char[3]));

    [Fact]
    public void StemInPlace_AnyWord_AllocatesNothing()
    {
        var buffer = new char[64];

        Assert.Equal(0, Allocation.InSteadyState(() => PorterStemmer.Stem("internationalizations", buffer)));
    }
}
