namespace CortexSharp.Local.Cortex.Redaction;

/// <summary>A piece of personal information in a text.</summary>
/// <param name="Category">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its end.</param>
internal readonly record struct PiiSpan(string Category, int Start, int End);
