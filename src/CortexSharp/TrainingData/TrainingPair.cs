namespace CortexSharp.TrainingData;

/// <summary>A prompt and the completion that a model is to learn for it. <see cref="ToString"/> shows neither.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Completion">The completion.</param>
public sealed record TrainingPair(string Prompt, string Completion)
{
    /// <inheritdoc/>
    public override string ToString() => $"pair of {Prompt.Length} and {Completion.Length} characters";
}
