namespace CortexSharp.Samples.Quickstart;

/// <summary>A prompt and the completion that is right for it.</summary>
internal sealed record Pair(string Prompt, string Completion);
