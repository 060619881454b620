namespace CortexSharp.BaseModels;

/// <summary>A base model as the account lists it. What the account leaves out is null.</summary>
/// <param name="Name">The model's name as functions take it, in lower case.</param>
public sealed record BaseModel(string Name)
{
    /// <summary>Where it stands.</summary>
    public BaseModelLifecycle? Lifecycle { get; init; }

    /// <summary>The regions that serve it themselves, such as <c>AWS_US_WEST_2</c>.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>The values of <c>CORTEX_ENABLED_CROSS_REGION</c> by which other regions reach it, such as <c>AWS_US</c>.</summary>
    public IReadOnlyList<string>? CrossRegions { get; init; }

    /// <summary>When it becomes legacy, in Snowflake's words: a text, not always a date.</summary>
    public string? LegacyDate { get; init; }

    /// <summary>When it ends, in Snowflake's words: a text, not always a date.</summary>
    public string? EndOfLifeDate { get; init; }
}
