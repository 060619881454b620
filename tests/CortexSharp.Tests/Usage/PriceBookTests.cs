using CortexSharp.Completions;
using CortexSharp.Usage;

namespace CortexSharp.Tests.Usage;

public class PriceBookTests
{
    private static readonly TokenUsage Usage = new(2_000_000, 500_000, 2_500_000);

    private static readonly PriceBook Prices = new(
        [
            new("llama3.1-8b") { Input = Amount.OfAiCredits(0.1m), Output = Amount.OfAiCredits(0.4m), Training = Amount.OfPlatformCredits(3) },
            new("half-known") { Input = Amount.OfAiCredits(1) },
            new("mixed") { Input = Amount.OfAiCredits(1), Output = Amount.OfPlatformCredits(1) },
        ],
        [new(AmountUnit.AiCredit, Amount.OfMoney(2, "USD"))]);

    [Fact]
    public void CostOf_KnownModel_AddsInputAndOutput() => Assert.Equal(Amount.OfAiCredits(0.4m), Prices.CostOf("LLAMA3.1-8B", Usage));

    [Fact]
    public void CostOf_GuardedAnswer_PaysForTheGuardsInput() =>
        Assert.Equal(Amount.OfAiCredits(0.5m), Prices.CostOf("llama3.1-8b", Usage with { GuardrailTokens = 1_000_000 }));

    [Fact]
    public void CostOf_TunedModel_TakesItsBasesPriceUnlessItHasItsOwn()
    {
        Assert.Equal(Amount.OfAiCredits(0.4m), Prices.CostOf("DB.SCH.SUPPORT_V1", Usage, "llama3.1-8b"));
        Assert.Null(Prices.CostOf("DB.SCH.SUPPORT_V1", Usage));
        var own = new PriceBook([new("DB.SCH.SUPPORT_V1") { Input = Amount.OfAiCredits(1), Output = Amount.OfAiCredits(0) }]);
        Assert.Equal(Amount.OfAiCredits(2), own.CostOf("DB.SCH.SUPPORT_V1", Usage, "llama3.1-8b"));
    }

    [Theory]
    [InlineData("half-known")]
    [InlineData("mixed")]
    [InlineData("unknown")]
    public void CostOf_PriceMissing_IsNull(string model) => Assert.Null(Prices.CostOf(model, Usage));

    [Fact]
    public void TrainingCostOf_HasAUnitOfItsOwn()
    {
        Assert.Equal(Amount.OfPlatformCredits(6), Prices.TrainingCostOf("llama3.1-8b", 2_000_000));
        Assert.Null(Prices.TrainingCostOf("half-known", 1));
        Assert.Null(Prices.TrainingCostOf("unknown", 1));
    }

    [Fact]
    public void Convert_RateGiven_CountsInBothDirections()
    {
        Assert.Equal(Amount.OfMoney(3, "USD"), Prices.Convert(Amount.OfAiCredits(1.5m), AmountUnit.Money("USD")));
        Assert.Equal(Amount.OfAiCredits(1.5m), Prices.Convert(Amount.OfMoney(3, "USD"), AmountUnit.AiCredit));
        Assert.Equal(Amount.OfAiCredits(1), Prices.Convert(Amount.OfAiCredits(1), AmountUnit.AiCredit));
        Assert.Null(Prices.Convert(Amount.OfPlatformCredits(1), AmountUnit.AiCredit));
    }

    [Fact]
    public void Sum_Unknown_StaysUnknown()
    {
        Assert.Equal(Amount.OfAiCredits(2), Prices.Sum(Amount.OfAiCredits(1), Amount.OfMoney(2, "USD")));
        Assert.Null(Prices.Sum(Amount.OfAiCredits(1), null));
        Assert.Null(Prices.Sum(null, Amount.OfAiCredits(1)));
        Assert.Null(Prices.Sum(Amount.OfAiCredits(1), Amount.OfPlatformCredits(1)));
    }

    [Fact]
    public void New_WrongPrices_ThrowNamingThem()
    {
        Assert.Contains(
            "two prices for A", Assert.Throws<ArgumentException>(() => new PriceBook([new("a"), new("A")])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "negative", Assert.Throws<ArgumentException>(() => new PriceBook([new("a") { Training = Amount.OfAiCredits(-1) }])).Message,
            StringComparison.Ordinal);
        AmountConversion[][] wrong =
        [
            [new(AmountUnit.AiCredit, Amount.OfMoney(0, "USD"))],
            [new(AmountUnit.AiCredit, Amount.OfAiCredits(1))],
            [new(AmountUnit.AiCredit, Amount.OfMoney(2, "USD")), new(AmountUnit.Money("USD"), Amount.OfAiCredits(0.5m))],
        ];
        foreach (var conversions in wrong)
            Assert.Equal("conversions", Assert.Throws<ArgumentException>(() => new PriceBook([], conversions)).ParamName);
    }
}
