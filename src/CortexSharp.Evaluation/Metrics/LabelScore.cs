namespace CortexSharp.Evaluation.Metrics;

/// <summary>How well one label is told from the others.</summary>
/// <param name="Label">The label.</param>
/// <param name="Right">How often it was answered rightly.</param>
/// <param name="Answered">How often it was answered.</param>
/// <param name="Actual">How often it would have been right.</param>
public readonly record struct LabelScore(string Label, long Right, long Answered, long Actual)
{
    /// <summary>The share of right ones among those answered, 0 to 1; 0 if it never was.</summary>
    public double Precision => Answered == 0 ? 0 : Right / (double)Answered;

    /// <summary>The share of right ones among those that are, 0 to 1; 0 if there are none.</summary>
    public double Recall => Actual == 0 ? 0 : Right / (double)Actual;

    /// <summary>The harmonic mean of precision and recall, 0 to 1.</summary>
    public double F1 => Answered + Actual == 0 ? 0 : 2.0 * Right / (Answered + Actual);
}
