namespace CortexSharp.Rest.Inference;

/// <summary>
/// What answers a request that <c>v1/chat/completions</c> would not honour: guardrails, or a response schema for a model that is neither OpenAI's
/// nor Claude.
/// </summary>
public enum InferenceFallback
{
    /// <summary>The endpoint <c>inference:complete</c>, which Snowflake's guide no longer describes, though its specification does.</summary>
    InferenceComplete,

    /// <summary>The completion functions of SQL: no streaming, several turns are rendered into one prompt, and it needs a warehouse.</summary>
    Sql,

    /// <summary>Nothing: such a request is refused by name.</summary>
    None,
}
