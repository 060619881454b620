namespace CortexSharp.Completions;

/// <summary>How a model answers. A property left null is not sent, so that the server's default holds.</summary>
public sealed record CompletionOptions
{
    /// <summary>Randomness, 0 to 1; 0 gives the same answer each time, as far as the model can.</summary>
    /// <value>Default: <see langword="null"/>; the server takes 0.</value>
    public double? Temperature { get; init; }

    /// <summary>The share of probability that the next token is drawn from, 0 to 1.</summary>
    /// <value>Default: <see langword="null"/>; the server takes 0.</value>
    public double? TopP { get; init; }

    /// <summary>The most tokens that an answer may have, at least 1; a longer answer is cut off.</summary>
    /// <value>Default: <see langword="null"/>; the server takes 4096.</value>
    public int? MaxTokens { get; init; }

    /// <summary>Whether Cortex Guard filters the answer. It is billed extra.</summary>
    /// <value>Default: <see langword="null"/>; the server does not filter.</value>
    public bool? Guardrails { get; init; }

    /// <summary>Throws for a value out of range, naming the property.</summary>
    internal void Check()
    {
        CheckShare(Temperature, nameof(Temperature));
        CheckShare(TopP, nameof(TopP));
        if (MaxTokens < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxTokens), $"{nameof(CompletionOptions)}.{nameof(MaxTokens)} is {MaxTokens}; it must be at least 1.");
    }

    private static void CheckShare(double? value, string property)
    {
        if (value is { } share && !(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(property, $"{nameof(CompletionOptions)}.{property} is {share}; it must be from 0 to 1.");
    }
}
