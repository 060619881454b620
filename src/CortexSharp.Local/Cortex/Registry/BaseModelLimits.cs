namespace CortexSharp.Local.Cortex.Registry;

/// <summary>What Snowflake's pages say about the size of its base models. Data of late 2026; a model not listed gets the last line.</summary>
internal static class BaseModelLimits
{
    // Context windows in tokens: Snowflake's page on regional availability of AI functions. The first name that fits counts.
    private static readonly (string Prefix, int Tokens)[] ContextWindows =
    [
        ("claude-sonnet-4-5", 200_000), ("claude-haiku-4-5", 200_000), ("claude-opus-4-5", 200_000), ("claude-", 1_000_000),
        ("gemini-", 1_000_000), ("openai-gpt-5.4", 400_000), ("openai-gpt-5", 272_000), ("mistral-large3", 256_000),
        ("mistral-7b", 32_000), ("mixtral-8x7b", 32_000), ("", 128_000),
    ];

    // Fine-tuning: Snowflake's page Cortex Fine-tuning, tables of context windows and row limits (older copies for all but the last).
    private static readonly (string Name, TuningLimits Limits)[] Tuning =
    [
        ("llama3-8b", new(6_000, 2_000, 186_000)), ("llama3-70b", new(6_000, 2_000, 21_000)), ("llama3.1-70b", new(6_000, 2_000, 13_500)),
        ("mistral-7b", new(28_000, 4_000, 45_000)), ("mixtral-8x7b", new(28_000, 4_000, 27_000)), ("", new(20_000, 4_000, 150_000)),
    ];

    /// <summary>The regions in which Snowflake tunes (page Cortex Fine-tuning).</summary>
    public static IReadOnlyList<string> TuningRegions { get; } = ["AWS_US_WEST_2", "AWS_US_EAST_1", "AWS_EU_CENTRAL_1", "AZURE_EASTUS2"];

    /// <summary>How many tokens a base model reads at once.</summary>
    /// <param name="baseModel">Its name in lower case.</param>
    public static int ContextWindowOf(string baseModel) =>
        ContextWindows.First(w => baseModel.StartsWith(w.Prefix, StringComparison.Ordinal)).Tokens;

    /// <summary>What fine-tuning takes.</summary>
    /// <param name="baseModel">The base model's name in lower case.</param>
    public static TuningLimits TuningOf(string baseModel) => Tuning.First(t => t.Name == baseModel || t.Name.Length == 0).Limits;

    /// <summary>Whether <c>AI_COUNT_TOKENS</c> knows the model's tokens (Snowflake's page on it lists those it does not).</summary>
    /// <param name="baseModel">Its name in lower case.</param>
    public static bool CanCountTokens(string baseModel) =>
        !baseModel.StartsWith("claude-", StringComparison.Ordinal)
        && !baseModel.StartsWith("gemini-", StringComparison.Ordinal)
        && !baseModel.StartsWith("openai-", StringComparison.Ordinal);
}
