using CortexSharp.Local.Cortex.Answering;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>A model that a function can call.</summary>
/// <param name="Name">The name by which it was called; answers repeat it.</param>
/// <param name="Model">What answers.</param>
/// <param name="BaseModel">The base model's name in lower case; null for a tuned model.</param>
/// <param name="ContextWindow">How many tokens a prompt may have.</param>
internal sealed record CallableModel(string Name, ICompletionModel Model, string? BaseModel, int ContextWindow)
{
    /// <summary>The name by which the usage views know it.</summary>
    public string UsageName { get; init; } = BaseModel ?? Name;

    /// <summary>The base model at whose rate its tokens are billed.</summary>
    public string PricedAs { get; init; } = BaseModel ?? Name;

    /// <summary>Whether it is a tuned one.</summary>
    public bool IsTuned => BaseModel is null;

    /// <summary>Whether its response schemas must keep to OpenAI's stricter rules.</summary>
    public bool IsOpenAi => BaseModel is not null && BaseModel.StartsWith("openai-", StringComparison.Ordinal);
}
