using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class PromptFrameTests
{
    [Theory]
    [InlineData("Text: one\nLabel:", "Text: two\nLabel:", "Text: ", "\nLabel:")]
    [InlineData("card lost", "card late", "card ", "")]
    [InlineData("lost card", "most card", "", " card")]
    [InlineData("same. same.", "same. same.", "same. same.", "")]
    [InlineData(". .", ". . .", ". .", "")]
    [InlineData("", "anything", "", "")]
    public void Of_Prompts_IsWhatTheyShareInWholeWords(string first, string second, string prefix, string suffix) =>
        Assert.Equal(new PromptFrame(prefix, suffix), PromptFrame.Of([new TrainingPair(first, ""), new TrainingPair(second, "")]));

    [Theory]
    [InlineData("Text: lost\nLabel:", "lost")]
    [InlineData("lost", "lost")]
    [InlineData("Text: lost", "lost")]
    [InlineData("Text: \nLabel:", "")]
    public void Body_Prompt_IsWithoutTheFrame(string prompt, string expected) =>
        Assert.Equal(expected, new PromptFrame("Text: ", "\nLabel:").Body(prompt).ToString());
}
