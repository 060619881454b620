namespace CortexSharp.Local.Cortex.Completion;

/// <summary>What a model is asked.</summary>
/// <param name="Whole">All of it, a conversation with its roles.</param>
/// <param name="LastTurn">What the user said last: a tuned model learned from single prompts and sees this only.</param>
/// <param name="Turns">The conversation; null for a single prompt.</param>
internal readonly record struct PromptText(string Whole, string LastTurn, IReadOnlyList<ChatTurn>? Turns = null)
{
    /// <summary>A single prompt.</summary>
    public static PromptText Single(string text) => new(text, text);
}
