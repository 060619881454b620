namespace CortexSharp.Completions;

/// <summary>The number of tokens of a text.</summary>
/// <param name="Tokens">The count, without what task functions add around a prompt.</param>
/// <param name="CountedFor">The model whose tokens were counted.</param>
/// <param name="IsForBaseModel">Whether that is the base model in place of the tuned model that was asked for.</param>
public sealed record TokenCount(long Tokens, string CountedFor, bool IsForBaseModel = false);
