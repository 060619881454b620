using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Models;

public sealed class LabelRuleTests
{
    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(3, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(12, 4, true)]
    [InlineData(11, 4, false)]
    [InlineData(600, 8, true)]
    [InlineData(10_003, 77, true)]
    [InlineData(3_000, 1_000, true)]
    [InlineData(30_000, 1_001, false)]
    public void AreLabels_RowsAndDistinctCompletions_Decide(int rows, int distinct, bool expected) =>
        Assert.Equal(expected, LabelRule.AreLabels([.. Enumerable.Range(0, rows).Select(i => new TrainingPair($"p{i}", $"label {i % distinct}"))]));

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void AreLabels_LongCompletion_IsFreeText(int length, bool expected) => Assert.Equal(expected, AreLabels(new string('x', length), 30));

    [Fact]
    public void AreLabels_SeveralLines_AreFreeText()
    {
        Assert.False(AreLabels("two\nlines", 30));
        Assert.True(AreLabels("line ending\n", 30));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void AreLabels_CompletionsUsedOnce_AreAtMostATenth(int unique, bool expected)
    {
        IEnumerable<TrainingPair> repeated = Enumerable.Range(0, 100 - unique).Select(i => new TrainingPair($"p{i}", "I do not know"));
        IEnumerable<TrainingPair> once = Enumerable.Range(0, unique).Select(i => new TrainingPair($"q{i}", $"answer {i}"));

        Assert.Equal(expected, LabelRule.AreLabels([.. repeated, .. once]));
    }

    private static bool AreLabels(string completion, int rows) =>
        LabelRule.AreLabels([.. Enumerable.Range(0, rows).Select(i => new TrainingPair($"p{i}", completion))]);
}
