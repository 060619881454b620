using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class PromptPartsTests
{
    [Theory]
    [InlineData("Classify.\nMessage: I lost it", "I lost it")]
    [InlineData("Classify.\nCustomer message: \"I lost it\"\nLabel:", "I lost it")]
    [InlineData("Classify it. Text: I lost it", "I lost it")]
    [InlineData("Ticket: I lost it\nand want it back\nOptions: a, b", "I lost it\nand want it back")]
    [InlineData("Text: one\nLabel: a\n\nText: two\nLabel:", "two")]
    [InlineData("Classify <text>I lost it</text> now", "I lost it")]
    [InlineData("Summarise:\n\"\"\"\nI lost it\n\"\"\"", "I lost it")]
    [InlineData("Choose from [a, b].\n\nI lost it", "I lost it")]
    [InlineData("Choose from [a, b].\nI lost it", "I lost it")]
    [InlineData("Is \"I lost it\" positive or negative?", "I lost it")]
    [InlineData("Message: I got this answer: it is gone", "I got this answer: it is gone")]
    [InlineData("Just this", "Just this")]
    [InlineData("", "")]
    [InlineData("Message:", "Message:")]
    public void TextInQuestion_Prompt_IsFound(string prompt, string expected) => Assert.Equal(expected, prompt[PromptParts.TextInQuestion(prompt)]);
}
