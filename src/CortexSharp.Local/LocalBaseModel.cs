namespace CortexSharp.Local;

/// <summary>A base model that the offline Cortex plays, with what <c>SHOW CORTEX BASE MODELS</c> tells of it. A plain name converts to one.</summary>
/// <param name="Name">The name, such as <c>llama3.1-8b</c>; its object in <c>SNOWFLAKE.MODELS</c> has it in upper case.</param>
public sealed record LocalBaseModel(string Name)
{
    /// <summary>Where it stands in its life: <c>GA</c>, <c>PUPR</c>, <c>PRPR</c>, <c>LEGACY</c> or <c>EOL</c>; calls of the last fail.</summary>
    /// <value>Default: <c>GA</c>. <see langword="null"/> is Snowflake's NULL.</value>
    public string? LifecycleStatus { get; init; } = "GA";

    /// <summary>The regions that serve it, such as <c>AWS_US_WEST_2</c>.</summary>
    /// <value>Default: <see langword="null"/>, the account's own region, whichever that is.</value>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Where it is served to accounts of other regions that allow it by <c>CORTEX_ENABLED_CROSS_REGION</c>, such as <c>AWS_US</c>.</summary>
    /// <value>Default: nowhere.</value>
    public IReadOnlyList<string> CrossRegions { get; init; } = [];

    /// <summary>From when on only accounts that have used it may go on; free text, as in Snowflake.</summary>
    public string? LegacyDate { get; init; }

    /// <summary>When it ends; free text, not always a date, as in Snowflake.</summary>
    public string? EolDate { get; init; }

    /// <summary>A model that is generally available in the account's own region.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator LocalBaseModel(string name) => FromString(name);

    /// <summary>A model that is generally available in the account's own region.</summary>
    /// <param name="name">The name.</param>
    public static LocalBaseModel FromString(string name) => new(name);
}
