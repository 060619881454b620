using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class BaseModelTests
{
    private readonly BaseModel _model = new();

    [Theory]
    [InlineData("Intents: activate_my_card, lost_or_stolen_card, card_arrival\nMessage: My card was stolen yesterday", "lost_or_stolen_card")]
    [InlineData("Intents: activate_my_card, lost_or_stolen_card, card_arrival\nMessage: How do I activate the card?", "activate_my_card")]
    [InlineData("Labels: LateDelivery, WrongItem\nTicket: the items in the box were wrong", "WrongItem")]
    [InlineData("Choose from [billing, shipping]\n\nWho handles shipments?", "shipping")]
    [InlineData("- refund: the customer wants money back\n- login: password trouble\n\nText: I forgot my passwords", "login")]
    [InlineData("Labels: billing, shipping, other\nText: zzz", "other")]
    [InlineData("Labels: billing, shipping\nText: zzz", "billing")]
    [InlineData("Message: zahlung fehlgeschlagen\nOptions: zahlung, versand", "zahlung")]
    public void Complete_OptionsListed_ChoosesTheClosest(string prompt, string expected) => Assert.Equal(expected, _model.Complete(prompt));

    [Fact]
    public void Complete_WordsOfAllOptions_CountLess() =>
        Assert.Equal(
            "card_blocked", _model.Complete("Labels: card_payment_card, card_blocked, card_fee\nMessage: my card, the card, that card is blocked"));

    [Fact]
    public void Complete_NoOptions_AnswersWithTheCentralSentence() =>
        Assert.Equal(
            "The refund for the parcel is missing.",
            _model.Complete(
                "Summarise.\nText: Hello there everybody. The refund for the parcel is missing. I sent the parcel on Monday. Refund, refund!"));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("?!")]
    [InlineData("Text:")]
    [InlineData("你好。我的卡丢了。")]
    [InlineData("Labels: \nText: \n")]
    [InlineData("[,,,]")]
    [InlineData("</>")]
    public void Complete_Anything_IsNeverEmpty(string prompt) => Assert.NotEmpty(_model.Complete(prompt));

    [Fact]
    public void Complete_LoneSurrogates_AreEchoed() => Assert.Equal("\ude00 \ud83d", _model.Complete("Text: \ude00 \ud83d"));

    [Fact]
    public void Complete_HugePrompt_IsAnsweredShortly()
    {
        var huge = string.Concat(Enumerable.Repeat("some words without an end ", 40_000));

        Assert.InRange(_model.Complete(huge).Length, 1, 401);
        Assert.Equal("words", _model.Complete($"Labels: nothing, words\nText: {huge}"));
    }

    [Fact]
    public void Complete_ManyInstructionsAndThreads_DoesNotDependOnTheCache()
    {
        string[] prompts = [.. Enumerable.Range(0, 500).Select(i => $"Labels: first{i}, second{i}\nText: it is second{i}")];

        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < prompts.Length; i++) Assert.Equal($"second{i}", _model.Complete(prompts[i]));
        });
    }
}
