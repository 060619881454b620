using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class OptionListTests
{
    [Theory]
    [InlineData("Intents: activate_my_card, age_limit, atm_support", "activate_my_card|age_limit|atm_support")]
    [InlineData("Answer with one of: billing, shipping, other.", "billing|shipping|other")]
    [InlineData("Answer with exactly one of the following labels: Billing, Late Delivery, Other.", "Billing|Late Delivery|Other")]
    [InlineData("Choose from [LateDelivery, WrongItem, Other].", "LateDelivery|WrongItem|Other")]
    [InlineData("Labels:\n- late-delivery\n- wrong-item\n- other", "late-delivery|wrong-item|other")]
    [InlineData("Pick a category.\n1. Late delivery\n2. Wrong item\n3) Other", "Late delivery|Wrong item|Other")]
    [InlineData("Categories:\nbilling\nlost or stolen card\n\nAnswer with one.", "billing|lost or stolen card")]
    [InlineData("Categories:\nbilling, lost or stolen card, refund", "billing|lost or stolen card|refund")]
    [InlineData("Valid labels are \"refund\", \"late delivery\" and \"other\"", "refund|late delivery|other")]
    [InlineData("Use one of ['a1', 'b2', 'c3'] only", "a1|b2|c3")]
    [InlineData("Answer with a label from [\"late delivery\", \"refund\"].", "late delivery|refund")]
    [InlineData("Rate the sentiment as positive, negative or neutral!", "positive|negative|neutral")]
    [InlineData("Choose the best label from billing; shipping; other", "billing|shipping|other")]
    [InlineData("Hello: I want help, please. My name is Bob, and I don't know, it's gone.", "")]
    [InlineData("Classify the review as positive or negative.", "positive|negative")]
    [InlineData("Sentiment: positive|negative|neutral", "positive|negative|neutral")]
    [InlineData("Answer (yes/no)", "yes|no")]
    [InlineData("Options:\n* refund: the customer wants money back\n* other: anything else", "refund|other")]
    [InlineData("- Answer in one word, and never explain what you have done.\n- Be polite to everybody who writes to you.\nLabels: a, b", "a|b")]
    [InlineData("Summarise the following conversation between the agent and the customer.", "")]
    [InlineData("Tell me about cards.", "")]
    [InlineData("", "")]
    public void Parse_Instruction_FindsTheOptions(string instruction, string expected) =>
        Assert.Equal(expected, string.Join('|', OptionList.Parse(instruction).Select(option => option.Label)));

    [Fact]
    public void Parse_DescribedOptions_KeepsTheDescription() =>
        Assert.Equal(
            [new AnswerOption("refund", "money back"), new AnswerOption("other", "anything else")],
            OptionList.Parse("Labels:\n- refund: money back\n- other - anything else"));
}
