using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>One thing that a metric measures, such as ROUGE-L.</summary>
/// <param name="Name">What it is called, unique among all measures of a run: <c>rougeL</c>.</param>
/// <param name="Aggregate">
/// The measure of a run from the sums of its answers' statistics; not a number when nothing counts. Called on several threads at once.
/// </param>
public sealed record Measure(string Name, CorpusScore Aggregate)
{
    /// <summary>Whether more is better.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>
    /// Whether every value is 0 (wrong) or 1 (right), and the measure of a run their mean: then runs are compared by McNemar's test.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsRightOrWrong { get; init; }

    /// <summary>The lowest value that is possible, for charts.</summary>
    /// <value>Default: 0.</value>
    public double Lowest { get; init; }

    /// <summary>The highest value that is possible, for charts; infinite when there is none.</summary>
    /// <value>Default: 1.</value>
    public double Highest { get; init; } = 1;

    /// <summary>A measure that is the mean of its values.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="sum">Where the sum of the values stands among the metric's statistics.</param>
    /// <param name="count">Where their number stands.</param>
    public static Measure Mean(string name, int sum = 0, int count = 1) => new(name, sums => sums[sum] / sums[count]);

    /// <summary>By how much a value is better than another; negative when it is worse.</summary>
    internal double Gain(double from, double to) => HigherIsBetter ? to - from : from - to;
}
