using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Tests.Metrics;

public sealed class LabelMetricTests
{
    private static readonly string[] Labels = ["refund", "delivery", "other", "never"];

    // scikit-learn's classification_report for these: F1 of refund 2/3, delivery 1/2, other 0; support 3, 2, 1; spam is none of them.
    private static readonly (string Actual, string? Answer)[] Answers =
        [("refund", "refund"), ("refund", " refund\n"), ("refund", null), ("delivery", "delivery"), ("delivery", "refund"), ("other", "delivery")];

    [Fact]
    public async Task Estimate_KnownAnswers_GivesTheMeasures()
    {
        var measures = await EstimateAsync(new LabelMetric(Labels), Answers);

        Assert.Equal(3 / 6.0, measures["accuracy"], 1e-12);
        Assert.Equal(((2 / 3.0) + (1 / 2.0) + 0) / 3, measures["macro_f1"], 1e-12);
        Assert.Equal(((3 * 2 / 3.0) + (2 * 1 / 2.0) + 0) / 6, measures["weighted_f1"], 1e-12);
    }

    [Fact]
    public async Task Estimate_RandomAnswers_EqualsTheMatrix()
    {
        var random = new Random(4);
        var metric = new LabelMetric(Labels);
        for (var round = 0; round < 20; round++)
        {
            var matrix = new ConfusionMatrix(Labels);
            (string, string?)[] answers =
            [
                .. Enumerable.Range(0, 25).Select(_ =>
                    (Labels[random.Next(3)], random.Next(6) is var i && i < 4 ? Labels[i] : i == 4 ? "spam" : null)),
            ];
            foreach (var (actual, answer) in answers)
                metric.AddTo(matrix, new("k", "p", actual), Answer("k", answer));

            var measures = await EstimateAsync(metric, answers);

            var scores = Enumerable.Range(0, 4).Select(matrix.Of).ToList();
            Assert.Equal(matrix.Accuracy, measures["accuracy"], 1e-12);
            Assert.Equal(scores.Where(score => score.Actual + score.Answered > 0).Average(score => Harmonic(score)), measures["macro_f1"], 1e-12);
            Assert.Equal(scores.Sum(score => score.Actual * Harmonic(score)) / 25, measures["weighted_f1"], 1e-12);
        }

        static double Harmonic(LabelScore score) =>
            score.Precision + score.Recall == 0 ? 0 : 2 * score.Precision * score.Recall / (score.Precision + score.Recall);
    }

    [Fact]
    public async Task Estimate_ManyLabels_ResamplesAsTheMatrixDoes()
    {
        var random = new Random(77);
        string[] labels = [.. Enumerable.Range(0, 77).Select(i => $"label {i}")];
        var metric = new LabelMetric(labels);
        var run = new ScoredRun("m", new MetricSet(metric));
        (int Actual, int? Answer)[] answers = [.. Enumerable.Range(0, 400).Select(_ => Draw(random.Next(77)))];
        foreach (var (i, (actual, answer)) in answers.Index())
            await run.AddAsync(new($"{i}", "p", labels[actual]), Answer($"{i}", answer is { } place ? labels[place] : null));
        int[][] draws = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 400).Select(_ => random.Next(400)).ToArray())];
        var resampling = new ResamplingOptions { Samples = draws.Length, Segments = (resample, segments) => draws[resample].CopyTo(segments) };

        var estimates = run.Estimate(0.9, resampling);

        var resamples = draws.Select(draw => FiguresOf(draw.Select(i => answers[i]))).ToList();
        foreach (var (i, figure) in FiguresOf(answers).Index())
        {
            double[] resampled = [.. resamples.Select(figures => figures[i])];
            Assert.Equal(figure, estimates[i].Value, 1e-12);
            Assert.Equal(Percentile.Of(resampled, 5), estimates[i].Interval.Low, 1e-12);
            Assert.Equal(Percentile.Of(resampled, 95), estimates[i].Interval.High, 1e-12);
        }

        (int, int?) Draw(int actual) => (actual, random.Next(3) > 0 ? actual : random.Next(2) > 0 ? random.Next(77) : null);

        double[] FiguresOf(IEnumerable<(int Actual, int? Answer)> counted)
        {
            var matrix = new ConfusionMatrix(labels);
            foreach (var (actual, answer) in counted)
                matrix.Add(actual, answer);
            var scores = Enumerable.Range(0, labels.Length).Select(matrix.Of).ToList();
            return
            [
                matrix.Accuracy,
                scores.Where(score => score.Actual + score.Answered > 0).Average(score => score.F1),
                scores.Sum(score => score.Actual * score.F1) / matrix.Count,
            ];
        }
    }

    [Fact]
    public void ConfusionMatrix_Counts_AreByRowAndColumn()
    {
        var matrix = new ConfusionMatrix(Labels);
        foreach (var (actual, answer) in Answers)
            new LabelMetric(Labels).AddTo(matrix, new("k", "p", actual), Answer("k", answer));

        Assert.Equal((2, 0, 1, 1, 6), (matrix[0, 0], matrix[0, 1], matrix[0, null], matrix[1, 0], matrix.Count));
        Assert.Equal(new LabelScore("refund", 2, 3, 3), matrix.Of(0));
        Assert.Equal((0.0, 0.0, 0.0), (matrix.Of(3).Precision, matrix.Of(3).Recall, matrix.Of(3).F1));
        Assert.Throws<ArgumentException>(() => new LabelMetric(["a", "b"]).AddTo(matrix, new("k", "p", "a"), Answer("k", "a")));
    }

    [Fact]
    public async Task ScoreAsync_Case_CountsUnlessIgnored()
    {
        Assert.Equal(0, (await EstimateAsync(new LabelMetric(Labels), [("refund", "Refund")]))["accuracy"]);
        Assert.Equal(1, (await EstimateAsync(new LabelMetric(Labels, "topic", ignoreCase: true), [("refund", "Refund")]))["topic_accuracy"]);
    }

    [Fact]
    public async Task ScoreAsync_ReferenceThatIsNoLabel_NamesTheCase()
    {
        var error = await Assert.ThrowsAsync<EvaluationDataException>(
            async () => await new LabelMetric(Labels).ScoreAsync(new("k7", "p", "secret"), Answer("k7", "refund")));

        Assert.Equal("The reference of the case 'k7' is none of the labels of the metric 'label'.", error.Message);
    }

    [Fact]
    public void Constructor_TooFewOrTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new LabelMetric(["a"]));
        Assert.Throws<ArgumentException>(() => new LabelMetric(["a", "a"]));
        Assert.Throws<ArgumentException>(() => new LabelMetric(["a", "A"], ignoreCase: true));
    }

    private static EvaluationAnswer Answer(string key, string? text) =>
        text is null ? EvaluationAnswer.Failed(key, new(CortexErrorKind.NoAnswer, "none")) : EvaluationAnswer.Of(key, text);

    private static async Task<Dictionary<string, double>> EstimateAsync(LabelMetric metric, IEnumerable<(string Actual, string? Answer)> answers)
    {
        var run = new ScoredRun("m", new MetricSet(metric));
        foreach (var (i, (actual, answer)) in answers.Index())
            await run.AddAsync(new($"{i}", "p", actual), Answer($"{i}", answer));
        return run.Estimate(resampling: new() { Samples = 1 }).ToDictionary(estimate => estimate.Measure.Name, estimate => estimate.Value);
    }
}
