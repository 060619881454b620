namespace CortexSharp.Benchmarks.Ratios;

/// <summary>The rows of one scorer, and what has to be timed for them. A new scorer joins in <see cref="RatioRun"/>.</summary>
internal interface IRatioSet
{
    IReadOnlyList<Measured> Measured { get; }

    IReadOnlyList<Goal> Goals { get; }
}
