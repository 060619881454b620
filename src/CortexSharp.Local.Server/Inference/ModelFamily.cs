namespace CortexSharp.Local.Server.Inference;

/// <summary>Whose model it is: answers differ by it (Snowflake's page on the Cortex REST API).</summary>
internal enum ModelFamily
{
    /// <summary>A model with open weights, or a tuned one.</summary>
    Open,

    /// <summary>One of OpenAI's.</summary>
    OpenAi,

    /// <summary>One of Anthropic's.</summary>
    Claude,
}
