using CortexSharp.Metrics.Tests.Vectors;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tests.Text;

public class WhitespaceTests
{
    [Fact]
    public void IsWhitespace_EveryCharacter_IsPythons()
    {
        var expected = LowercaseTests.UnicodeClass("py_isspace");
        for (var value = 0; value <= char.MaxValue; value++)
            Assert.Equal(expected.Contains(value), Whitespace.IsWhitespace((char)value));
    }

    [Fact]
    public void SplitAndTrim_VectorTexts_ArePythons()
    {
        foreach (var row in VectorFile.Rows("whitespace_split"))
        {
            var words = new List<string>();
            foreach (var word in Whitespace.Split(row.Text("in")))
                words.Add(word.ToString());

            Assert.Equal(row.Texts("split"), words);
            Assert.Equal(row.Text("strip"), Whitespace.Trim(row.Text("in")).ToString());
            Assert.Equal(row.Text("rstrip"), Whitespace.TrimEnd(row.Text("in")).ToString());
        }
    }
}
