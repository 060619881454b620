namespace CortexSharp.Completions;

/// <summary>
/// How a conversation of several turns reaches the model. Over SQL there is a choice, because <c>AI_COMPLETE</c> takes a single prompt.
/// </summary>
public enum HistoryMode
{
    /// <summary>The turns are written into one prompt, each under its role's name. A single user message is sent as it is.</summary>
    Rendered,

    /// <summary>
    /// The turns are passed with their roles to <c>SNOWFLAKE.CORTEX.COMPLETE</c>, which Snowflake has announced to deprecate by the end of 2026.
    /// </summary>
    LegacyComplete,

    /// <summary>The turns are sent as they are, each with its role. This is how REST inference works, and it can do no other.</summary>
    Messages,
}
