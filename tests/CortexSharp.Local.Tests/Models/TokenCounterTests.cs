using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class TokenCounterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \t\r\n", 0)]
    [InlineData("word", 1)]
    [InlineData("words", 2)]
    [InlineData("Hello, world!", 6)]
    [InlineData("3.14", 3)]
    [InlineData("a_b", 3)]
    [InlineData("我的卡", 3)]
    [InlineData("カード", 3)]
    [InlineData("카드", 2)]
    [InlineData("بطاقتي", 2)]
    [InlineData("😀😀", 2)]
    [InlineData("ok😀ok", 3)]
    public void Count_Text_IsEstimated(string text, int expected) => Assert.Equal(expected, TokenCounter.Count(text));

    // Not theory data: an attribute cannot hold text that is not valid Unicode.
    [Fact]
    public void Count_LoneSurrogates_AreOneEach() => Assert.Equal(3, TokenCounter.Count("\ude00a\ud83d"));

    [Theory]
    [InlineData("one two three", 2, "one two")]
    [InlineData("one two three", 3, "one two thre")]
    [InlineData("one two three  ", 4, "one two three  ")]
    [InlineData("one", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("a😀b", 2, "a😀")]
    [InlineData("a😀b", 1, "a")]
    public void Truncate_Limit_KeepsWholeTokens(string text, int maxTokens, string expected) =>
        Assert.Equal(expected, TokenCounter.Truncate(text, maxTokens).ToString());

    [Fact]
    public void Truncate_AnyLimit_CountsAtMostIt()
    {
        const string text = "Dear team, my card (ending 4412) was charged twice: 12,50 € — 为什么？ 😀";
        for (var limit = 0; limit <= TokenCounter.Count(text); limit++)
            Assert.Equal(limit, TokenCounter.Count(TokenCounter.Truncate(text, limit)));
    }

    [Fact]
    public void Count_DoesNotAllocate()
    {
        var text = new string('x', 10_000);
        TokenCounter.Count(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        TokenCounter.Count(text);
        _ = TokenCounter.Truncate(text, 100);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
