using System.Text;
using CortexSharp.Metrics.Tests.Vectors;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tests.Text;

public class LowercaseTests
{
    // Capital letters that Unicode has gained since version 14, which the vectors show: .NET knows them, that Python did not.
    private static readonly int[] Later = [0x1C89, 0xA7CB, 0xA7CC, 0xA7DA, 0xA7DC, .. Enumerable.Range(0x10D50, 22)];

    [Fact]
    public void Write_EveryCodePointAlone_IsPythons()
    {
        var expected = VectorFile.Rows("unicode_lower").ToDictionary(
            row => row.Integer("cp"),
            row => string.Concat(row.Integers("lower").Select(char.ConvertFromUtf32)));

        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value) || Later.Contains(value))
                continue;
            var text = char.ConvertFromUtf32(value);
            Assert.Equal(expected.GetValueOrDefault(value, text), Lower(text));
        }
    }

    [Fact]
    public void Write_VectorTexts_IsPythons()
    {
        foreach (var row in VectorFile.Rows("whitespace_split"))
            Assert.Equal(row.Text("lower"), Lower(row.Text("in")));
    }

    [Theory]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ.", "ας.")]
    [InlineData("ΑΣ'Α", "ασ'α")]
    [InlineData("ΣΣ Σ", "σς σ")]
    [InlineData("Α\u0301Σ\u0301", "α\u0301ς\u0301")]
    [InlineData("\uD800Σ\uDC00", "\uD800σ\uDC00")]
    [InlineData("A\uD800B", "a\uD800b")]
    [InlineData("İI", "i\u0307i")]
    public void Write_HardText_IsPythons(string text, string expected) => Assert.Equal(expected, Lower(text));

    [Fact]
    public void Write_OneLineOfSigmasAndMarks_TakesLinearTime()
    {
        var text = string.Concat(Enumerable.Repeat("Σ" + new string('\u0301', 1000), 1000));

        Assert.Equal(text.Length, Lower(text).Length);
    }

    [Fact]
    public void CaseClasses_EveryCodePointOfUnicode14_ArePythons()
    {
        var ignorable = UnicodeClass("py_case_ignorable");
        var cased = UnicodeClass("py_cased_not_ignorable");
        foreach (var value in ignorable.Concat(cased))
        {
            Assert.Equal(ignorable.Contains(value), FinalSigma.IsCaseIgnorable(new Rune(value)));
            Assert.True(ignorable.Contains(value) || FinalSigma.IsCased(new Rune(value)));
        }

        for (var value = 0; value < 0x300; value++)
        {
            Assert.Equal(ignorable.Contains(value), FinalSigma.IsCaseIgnorable(new Rune(value)));
            Assert.Equal(cased.Contains(value), FinalSigma.IsCased(new Rune(value)) && !ignorable.Contains(value));
        }
    }

    internal static HashSet<int> UnicodeClass(string name) =>
        [.. VectorFile.Rows("unicode_classes").Single(row => row.Text("class") == name).IntegerRows("ranges")
            .SelectMany(range => Enumerable.Range(range[0], range[1] - range[0] + 1))];

    private static string Lower(string text)
    {
        var buffer = new char[Lowercase.Capacity(text)];
        return new string(buffer, 0, Lowercase.Write(text, buffer));
    }
}
