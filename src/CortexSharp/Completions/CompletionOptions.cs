namespace CortexSharp.Completions;

/// <summary>How a model answers. A property left null is not sent, so that the server's default holds.</summary>
public sealed record CompletionOptions
{
    /// <summary>Randomness, 0 to 1 (over REST's chat completions up to 2); 0 gives the same answer each time, as far as the model can.</summary>
    /// <value>Default: <see langword="null"/>; over SQL the server takes 0, over REST what the model's maker thinks right.</value>
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
    /// <param name="maxTemperature">The highest temperature that the endpoint takes.</param>
    /// <param name="maxTokens">The most tokens that the endpoint takes.</param>
    internal void Check(double maxTemperature = 1, int maxTokens = int.MaxValue)
    {
        CheckRange(Temperature, 0, maxTemperature, nameof(Temperature));
        CheckRange(TopP, 0, 1, nameof(TopP));
        CheckRange(MaxTokens, 1, maxTokens, nameof(MaxTokens));
    }

    private static void CheckRange(double? value, double min, double max, string property)
    {
        // Written so that NaN fails too.
        if (value is { } number && !(number >= min && number <= max))
        {
            var range = max < int.MaxValue ? $"from {min} to {max}" : $"at least {min}";
            throw new ArgumentOutOfRangeException(property, $"{nameof(CompletionOptions)}.{property} is {number}; it must be {range}.");
        }
    }
}
