namespace CortexSharp.BaseModels;

/// <summary>A base model that can be fine-tuned, with its limits. These are data: Snowflake changes them, so they can be configured.</summary>
/// <param name="Name">The model's name in lower case, such as <c>llama3.1-8b</c>.</param>
/// <param name="MaxPromptTokens">
/// The longest prompt that is trained on; what is longer is cut off silently. In tokens of about four characters.
/// </param>
/// <param name="MaxCompletionTokens">The longest completion that is trained on, in tokens.</param>
/// <param name="MaxRowsForOneEpoch">The most rows, training and validation together, for one epoch; for n epochs it is this divided by n.</param>
public sealed record TunableBaseModel(string Name, int MaxPromptTokens, int MaxCompletionTokens, int MaxRowsForOneEpoch)
{
    // One array for all, so that models with the default are equal.
    private static readonly string[] TuningRegions = ["AWS_US_WEST_2", "AWS_US_EAST_1", "AWS_EU_CENTRAL_1", "AZURE_EASTUS2"];

    /// <summary>
    /// The only text model that Snowflake's newest documentation lists: 20,000 tokens of prompt, 4,000 of completion, 150,000 rows for one epoch.
    /// </summary>
    public static TunableBaseModel Llama31With8B { get; } = new("llama3.1-8b", 20_000, 4_000, 150_000);

    /// <summary>The regions in which the model is tuned, as <c>CURRENT_REGION()</c> tells them.</summary>
    /// <value>Default: the four in which Snowflake tunes.</value>
    public IReadOnlyList<string> Regions { get; init; } = TuningRegions;
}
