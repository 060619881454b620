namespace CortexSharp.Rest.Inference;

/// <summary>Where a request goes.</summary>
internal enum InferenceEndpoint
{
    /// <summary><c>v1/chat/completions</c>, OpenAI's dialect.</summary>
    ChatCompletions,

    /// <summary><c>inference:complete</c>, Snowflake's own dialect.</summary>
    InferenceComplete,

    /// <summary>The completion functions of SQL.</summary>
    Sql,
}
