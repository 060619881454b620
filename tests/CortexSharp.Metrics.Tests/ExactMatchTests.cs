namespace CortexSharp.Metrics.Tests;

public class ExactMatchTests
{
    [Theory]
    [InlineData("refund_request", "refund_request", true)]
    [InlineData("", "", true)]
    [InlineData("Refund_request", "refund_request", false)]
    [InlineData("refund_request ", "refund_request", false)]
    [InlineData("", "x", false)]
    [InlineData("é", "e\u0301", false)]
    public void IsMatch_TwoTexts_ComparesOrdinally(string candidate, string reference, bool expected) =>
        Assert.Equal(expected, ExactMatch.IsMatch(candidate, reference));

    [Fact]
    public void IsMatch_SeveralReferences_OneIsEnough()
    {
        Assert.True(ExactMatch.IsMatch("b", ["a", "b"]));
        Assert.False(ExactMatch.IsMatch("c", ["a", "b"]));
        Assert.False(ExactMatch.IsMatch("c", ReadOnlySpan<string>.Empty));
    }

    [Fact]
    public void IsMatch_AnyText_AllocatesNothing()
    {
        var text = new string('x', 1000);
        ExactMatch.IsMatch(text, text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            ExactMatch.IsMatch(text, text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
