namespace CortexSharp.Benchmarks.Ratios;

/// <summary>A row of the table: how the times of two things compare, and how they should.</summary>
/// <param name="Text">What the row says.</param>
/// <param name="Over">Whose time is divided.</param>
/// <param name="Under">By whose time.</param>
/// <param name="IsAtLeast">Whether more is better.</param>
/// <param name="Small">The goal at 20 tokens; none where there is nothing to reach.</param>
/// <param name="Large">The goal at 400 tokens.</param>
/// <param name="VeryLarge">The goal at 20,000 tokens.</param>
internal sealed record Goal(string Text, string Over, string Under, bool IsAtLeast, double? Small, double? Large, double? VeryLarge)
{
    public double? For(Workload workload) => workload.Name switch { "S" => Small, "L" => Large, _ => VeryLarge };

    /// <summary>How far a ratio reaches the goal, 1 when it does.</summary>
    public double Reach(double ratio, double goal) => IsAtLeast ? ratio / goal : goal / ratio;
}
