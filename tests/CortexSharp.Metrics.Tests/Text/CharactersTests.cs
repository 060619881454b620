using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tests.Text;

public class CharactersTests
{
    [Fact]
    public void IsWord_CodePointsOfUnicode14_ArePythons()
    {
        var expected = LowercaseTests.UnicodeClass("py_re_word");
        foreach (var value in expected)
            Assert.True(Characters.IsWord(new Rune(value)));

        // Below U+1C80 nothing was added since, so that the other direction holds as well.
        for (var value = 0; value < 0x1C80; value++)
            Assert.Equal(expected.Contains(value), Characters.IsWord(new Rune(value)));
    }

    [Fact]
    public void StartsWithWord_NoTextOrHalfAPair_IsFalse()
    {
        Assert.False(Characters.StartsWithWord(""));
        Assert.False(Characters.StartsWithWord("\uD800a"));
        Assert.True(Characters.StartsWithWord("𐐀"));
    }
}
