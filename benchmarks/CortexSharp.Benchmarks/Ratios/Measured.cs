namespace CortexSharp.Benchmarks.Ratios;

/// <summary>Something whose time is taken.</summary>
/// <param name="Name">What the table's ratios call it.</param>
/// <param name="Run">Does it once for each pair of a workload; the sum of what it finds, so that nothing is optimised away.</param>
/// <param name="UpTo">The last workload it is fit for, in the order S, L, VL.</param>
internal sealed record Measured(string Name, Func<Workload, double> Run, string UpTo = "VL");
