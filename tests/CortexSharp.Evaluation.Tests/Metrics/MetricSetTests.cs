using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using Moq;

namespace CortexSharp.Evaluation.Tests.Metrics;

public sealed class MetricSetTests
{
    private static readonly EvaluationCase Case = new("k", "prompt");

    [Fact]
    public async Task ScoreAsync_MissingReference_NamesCaseAndMetric()
    {
        var metrics = new MetricSet(new DelegateMetric("same", (item, text) => item.References[0] == text ? 1 : 0) { NeedsReferences = true });

        var error = await Assert.ThrowsAsync<EvaluationDataException>(async () => await metrics.ScoreAsync(Case, EvaluationAnswer.Of("k", "text")));

        Assert.Equal("The case 'k' has no reference, but the metric 'same' needs one.", error.Message);
    }

    [Fact]
    public void Constructor_NamesTwiceOrNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new MetricSet());
        Assert.Throws<ArgumentException>(() => new MetricSet(new DelegateMetric("a", (_, _) => 1), new DelegateMetric("a", (_, _) => 2)));
    }

    [Fact]
    public async Task ScoreAsync_MetricThatDoesNotKeepItsWord_IsRefused()
    {
        var metric = new Mock<IEvaluationMetric>();
        metric.Setup(m => m.Name).Returns("mock");
        metric.Setup(m => m.Measures).Returns([Measure.Mean("mock")]);
        metric.Setup(m => m.Width).Returns(3);
        metric.Setup(m => m.ScoreAsync(It.IsAny<EvaluationCase>(), It.IsAny<EvaluationAnswer>(), default)).ReturnsAsync(MetricScore.Mean(1));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await new MetricSet(metric.Object).ScoreAsync(Case, EvaluationAnswer.Of("k", "text")));

        Assert.Equal("The metric 'mock' says it gives 1 value(s) and 3 statistics, but there are 1 and 2.", error.Message);
    }

    [Fact]
    public async Task ScoreAsync_AnswerToAnotherCase_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(
        async () => await new MetricSet(new DelegateMetric("a", (_, _) => 1)).ScoreAsync(Case, EvaluationAnswer.Of("other", "text")));

    [Fact]
    public async Task DelegateMetric_FailedAnswer_IsTheWorstOrLeftOut()
    {
        var infinite = Measure.Mean("a") with { HigherIsBetter = false, Highest = double.PositiveInfinity };

        Assert.Equal((0, 1), await OfFailed(new DelegateMetric("a", (_, _) => 1)));
        Assert.Equal((9, 1), await OfFailed(new DelegateMetric("a", (_, _) => 1) { Measure = infinite with { Highest = 9 } }));
        Assert.Equal((0, 0), await OfFailed(new DelegateMetric("a", (_, _) => 1) { Measure = infinite }));
        Assert.Equal((0, 0), await OfFailed(new DelegateMetric("a", (_, _) => 1) { Failed = double.NaN }));

        static async Task<(double Sum, double Count)> OfFailed(DelegateMetric metric)
        {
            var score = await metric.ScoreAsync(Case, EvaluationAnswer.Failed("k", new(CortexErrorKind.NoAnswer, "none")));
            return (score.Statistics[0], score.Statistics[1]);
        }
    }

    [Fact]
    public void None_AnyMetric_IsNoValueAndZeros()
    {
        var none = MetricScore.None(new DelegateMetric("a", (_, _) => 1));

        Assert.Equal([double.NaN], none.Values.ToArray());
        Assert.Equal([0, 0], none.Statistics.ToArray());
    }
}
