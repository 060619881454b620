using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex;

/// <summary>
/// Functions that Snowflake Cortex has and the offline Cortex does not: known by name, so that a call is refused with a clear word.
/// </summary>
internal sealed class UnsupportedFunctions : IFunctionFamily
{
    /// <inheritdoc/>
    public IEnumerable<string> Names { get; } =
    [
        "AI_AGG", "AI_EXTRACT", "AI_FILTER", "AI_PARSE_DOCUMENT", "AI_SENTIMENT", "AI_SUMMARIZE_AGG", "AI_TRANSCRIBE", "AI_TRANSLATE", "PROMPT",
        "SNOWFLAKE.CORTEX.ENTITY_SENTIMENT", "SNOWFLAKE.CORTEX.EXTRACT_ANSWER", "SNOWFLAKE.CORTEX.PARSE_DOCUMENT",
        "SNOWFLAKE.CORTEX.SEARCH_PREVIEW", "SNOWFLAKE.CORTEX.SENTIMENT", "SNOWFLAKE.CORTEX.SPLIT_TEXT_MARKDOWN_HEADER",
        "SNOWFLAKE.CORTEX.SPLIT_TEXT_RECURSIVE_CHARACTER", "SNOWFLAKE.CORTEX.SUMMARIZE", "SNOWFLAKE.CORTEX.TRANSLATE",
    ];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments) => throw CortexErrors.NotSupported(name,
        "which has AI_CLASSIFY, AI_COMPLETE, AI_COUNT_TOKENS, AI_EMBED, AI_REDACT, AI_SIMILARITY, AI_NULL_IF_ERROR, AI_THROW_IF_ERROR, and of "
        + "SNOWFLAKE.CORTEX CLASSIFY_TEXT, COMPLETE, COUNT_TOKENS, EMBED_TEXT_768, EMBED_TEXT_1024, FINETUNE and TRY_COMPLETE");
}
