using CortexSharp.Usage;

namespace CortexSharp.Tests.Usage;

public class AmountTests
{
    [Fact]
    public void Arithmetic_SameUnit_Counts()
    {
        var (two, half) = (Amount.OfAiCredits(2), Amount.OfAiCredits(0.5m));
        Assert.Equal(Amount.OfAiCredits(2.5m), two + half);
        Assert.Equal(Amount.OfAiCredits(1.5m), two - half);
        Assert.Equal(Amount.OfAiCredits(6), two * 3);
        Assert.Equal(half, two / 4);
        Assert.Equal(
            (two + half, two - half, two * 3, two / 4),
            (Amount.Add(two, half), Amount.Subtract(two, half), Amount.Multiply(two, 3), Amount.Divide(two, 4)));
    }

    [Fact]
    public void Arithmetic_OtherUnit_ThrowsNamingBoth()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Amount.OfAiCredits(1) + Amount.OfPlatformCredits(1));
        Assert.Contains("platform credit", error.Message, StringComparison.Ordinal);
        Assert.Contains("AI credit", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Amount.OfMoney(1, "USD") - Amount.OfMoney(1, "EUR"));
    }

    [Theory]
    [InlineData("0.0125", "0.0125 AI credit")]
    [InlineData("1200.50", "1200.5 AI credit")]
    [InlineData("0.000000000001", "0.000000000001 AI credit")]
    public void ToString_SaysNumberAndUnit(string value, string expected) =>
        Assert.Equal(expected, Amount.OfAiCredits(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).ToString());
}
