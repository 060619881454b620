using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Tests.Comparing;

/// <summary>Makes scored runs out of numbers.</summary>
internal static class Runs
{
    public static MetricSet RightOrWrong { get; } = new(new ExactMatchMetric());

    public static ScoredRun Of(string name, params IEnumerable<(string Key, double Value)> values) => Of(name, RightOrWrong, values);

    public static ScoredRun Of(string name, MetricSet metrics, IEnumerable<(string Key, double Value)> values)
    {
        var run = new ScoredRun(name, metrics);
        foreach (var (key, value) in values)
            run.Add(new ScoredAnswer(key, [MetricScore.Mean(value)]));
        return run;
    }

    /// <summary>A run of which the sums for BLEU are known.</summary>
    public static ScoredRun OfBleu(string name, IEnumerable<double[]> statistics)
    {
        var run = new ScoredRun(name, new MetricSet(new BleuMetric()));
        foreach (var (i, numbers) in statistics.Index())
            run.Add(new ScoredAnswer($"{i}", [new MetricScore([numbers[2]], [.. numbers])]));
        return run;
    }
}
