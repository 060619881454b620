using CortexSharp.Usage;

namespace CortexSharp.Tests.Usage;

public class AnswerCostTests
{
    [Fact]
    public void Of_Inference_IsSharedByAnswersAndByRightOnes()
    {
        var cost = AnswerCost.Of(8, 2, Amount.OfAiCredits(4));
        Assert.Equal((Amount.OfAiCredits(0.5m), Amount.OfAiCredits(2)), (cost.PerAnswer!.Value, cost.PerCorrectAnswer!.Value));
    }

    [Fact]
    public void PerCorrectAnswer_NoneRight_IsUndefinedNotZero() => Assert.Null(AnswerCost.Of(8, 0, Amount.OfAiCredits(4)).PerCorrectAnswer);

    [Fact]
    public void PerAnswer_Unknown_IsNull()
    {
        Assert.Null(AnswerCost.Of(8, 8, null).PerAnswer);
        Assert.Null(AnswerCost.Of(8, null, Amount.OfAiCredits(4)).PerCorrectAnswer);
        Assert.Null(AnswerCost.Of(0, 0, Amount.OfAiCredits(0)).PerAnswer);
    }

    [Fact]
    public void Of_Training_IsSpreadOverTheAnswersChosen()
    {
        var training = new TrainingShare(Amount.OfPlatformCredits(10), Answers: 1000);
        var prices = new PriceBook([], [new(AmountUnit.PlatformCredit, Amount.OfAiCredits(2))]);
        Assert.Equal(Amount.OfAiCredits(6), AnswerCost.Of(100, null, Amount.OfAiCredits(4), training, prices).Total);
        Assert.Null(AnswerCost.Of(100, null, Amount.OfAiCredits(4), training).Total);
        Assert.Null(AnswerCost.Of(100, null, Amount.OfAiCredits(4), training with { Cost = null }, prices).Total);
    }

    [Fact]
    public void Of_WrongCounts_Throw()
    {
        Assert.Equal("answers", Assert.Throws<ArgumentOutOfRangeException>(() => AnswerCost.Of(-1, null, null)).ParamName);
        Assert.Equal("correct", Assert.Throws<ArgumentOutOfRangeException>(() => AnswerCost.Of(1, 2, null)).ParamName);
        Assert.Equal("Answers", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingShare(null, 0)).ParamName);
    }
}
