using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Cortex.Answering;

/// <summary>What one row asks of a model, checked.</summary>
/// <param name="Model">The model's name as called.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Options">The options.</param>
/// <param name="Schema">The schema that the answer must follow; null for plain text.</param>
/// <param name="Context">The statement.</param>
internal sealed record Question(string Model, PromptText Prompt, CompletionOptions Options, ResponseSchema? Schema, CallContext Context);
