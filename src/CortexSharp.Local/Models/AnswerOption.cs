namespace CortexSharp.Local.Models;

/// <summary>One of the answers a prompt offers.</summary>
/// <param name="Label">The answer, verbatim.</param>
/// <param name="Description">What the prompt says about it; often empty.</param>
internal readonly record struct AnswerOption(string Label, string Description = "");
