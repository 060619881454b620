using CortexSharp.Evaluation.Reports.Html;

namespace CortexSharp.Evaluation.Tests.Reports;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("the cat sat", "the cat sat", "the cat sat", "the cat sat")]
    [InlineData("the cat sat", "the dog sat", "the [cat] sat", "the [dog] sat")]
    [InlineData("a b c", "", "[a b c]", "")]
    [InlineData("x a b", "a b y", "[x ]a b", "a b[ y]")]
    [InlineData("我爱猫", "我爱狗", "我爱[猫]", "我爱[狗]")]
    public void Of_TwoTexts_MarksWhatTheOtherHasNot(string old, string @new, string markedOld, string markedNew)
    {
        var (first, second) = WordDiff.Of(old, @new);

        Assert.Equal((markedOld, markedNew), (Marked(first), Marked(second)));
    }

    [Fact]
    public void Of_AnyTexts_LosesNothingAndAgreesOnWhatIsCommon()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var (old, @new) = (Text(), Text());

            var (first, second) = WordDiff.Of(old, @new);

            Assert.Equal((old, @new), (string.Concat(first.Select(part => part.Text)), string.Concat(second.Select(part => part.Text))));
            Assert.Equal(Common(first), Common(second));
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => "ab \n猫😀"[random.Next(5)]));
    }

    [Fact]
    public void Of_TextsTooLongToCompare_ComparesBeginningAndEnd()
    {
        var (old, @new) = (string.Join(' ', Enumerable.Range(0, 1_000)), string.Join(' ', Enumerable.Range(2_000, 1_000)));

        var (first, _) = WordDiff.Of($"start {old} end", $"start {@new} end");

        Assert.Equal([("start ", false), (old, true), (" end", false)], first.Select(part => (part.Text, part.Changed)));
    }

    private static string Marked(List<DiffPart> parts) => string.Concat(parts.Select(part => part.Changed ? $"[{part.Text}]" : part.Text));

    private static string Common(List<DiffPart> parts) => string.Concat(parts.Where(part => !part.Changed).Select(part => part.Text));
}
