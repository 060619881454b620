using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class StemsTests
{
    [Theory]
    [InlineData("Cards", "card")]
    [InlineData("activated", "activate")]
    [InlineData("activating", "activate")]
    [InlineData("currencies", "currency")]
    [InlineData("topping", "top")]
    [InlineData("payments", "pay")]
    [InlineData("exactly", "exact")]
    public void Stem_Inflections_Agree(string word, string other) => Assert.Equal(Stems.Stem(other), Stems.Stem(word));

    [Theory]
    [InlineData("bus", "bu")]
    [InlineData("red", "r")]
    [InlineData("string", "str")]
    [InlineData("我的卡", "我的")]
    public void Stem_ShortOrForeignWords_KeepApart(string word, string other) => Assert.NotEqual(Stems.Stem(other), Stems.Stem(word));
}
