namespace CortexSharp.Local.Models;

/// <summary>One example to learn from: what is asked and what should be answered.</summary>
internal readonly record struct TrainingPair(string Prompt, string Completion);
