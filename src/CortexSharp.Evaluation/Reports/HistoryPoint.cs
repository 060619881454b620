namespace CortexSharp.Evaluation.Reports;

/// <summary>A measure of an earlier run, to show where this one stands.</summary>
/// <param name="Label">What the run is called: a version, a date.</param>
/// <param name="Value">The figure of the report's measure.</param>
public sealed record HistoryPoint(string Label, double Value);
