using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Samples.Scoring;

/// <summary>A row of the summary.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Estimate">The score of all pairs with its 95 % interval.</param>
/// <param name="Decimals">How many decimals are worth showing.</param>
/// <param name="Note">How it was computed.</param>
internal sealed record SummaryRow(string Metric, BootstrapEstimate Estimate, int Decimals, string Note);
