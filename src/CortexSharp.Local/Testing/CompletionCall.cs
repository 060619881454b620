namespace CortexSharp.Local.Testing;

/// <summary>A row of a completion that a rule looks at.</summary>
/// <param name="Model">The model's name as the statement writes it.</param>
/// <param name="Prompt">The prompt; of a conversation all turns, each with its role before it.</param>
/// <param name="QueryId">The statement's id.</param>
/// <param name="QueryTag">The statement's query tag.</param>
public sealed record CompletionCall(string Model, string Prompt, string QueryId, string? QueryTag)
{
    /// <summary>Names the model and the statement; not the prompt, which is nobody's business but the test's.</summary>
    public override string ToString() => $"completion by {Model} in {QueryId}";
}
