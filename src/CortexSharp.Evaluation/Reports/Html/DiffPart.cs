namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>A stretch of a text.</summary>
/// <param name="Text">The stretch.</param>
/// <param name="Changed">Whether the other text does not have it.</param>
internal readonly record struct DiffPart(string Text, bool Changed);
