namespace CortexSharp.Rest.Inference;

/// <summary>Whose model it is, as far as the endpoints treat them differently.</summary>
internal enum ModelFamily
{
    /// <summary>Any other model, a tuned one too.</summary>
    Other,

    /// <summary>OpenAI's: <c>openai-…</c>.</summary>
    OpenAI,

    /// <summary>Anthropic's: <c>claude-…</c>.</summary>
    Claude,
}
