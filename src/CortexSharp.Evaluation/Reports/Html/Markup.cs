namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>HTML that is encoded already.</summary>
internal readonly record struct Markup(string Value);
