namespace CortexSharp.Benchmarks.Ratios;

/// <summary>A cell of the table.</summary>
internal sealed record RatioRow(string Text, string Workload, double Ratio, double? Goal, double? Reach);
