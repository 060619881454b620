using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>A question in whatever dialect it came.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Turns">The conversation.</param>
/// <param name="Options">The options.</param>
internal sealed record InferenceRequest(string Model, IReadOnlyList<ChatTurn> Turns, CompletionOptions Options)
{
    /// <summary>The schema that the answer must follow, as JSON; null for plain text.</summary>
    public string? Schema { get; init; }

    /// <summary>The tools that the model may call.</summary>
    public IReadOnlyList<Tool> Tools { get; init; } = [];

    /// <summary>Whether a tool must be called, whatever is asked.</summary>
    public bool MustCall { get; init; }

    /// <summary>Whether the answer is sent piece by piece.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Whether a stream's end tells what was used up.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>How many answers are wanted.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>What takes the place of an answer that the guard blocks; null for its own words.</summary>
    public string? WhenUnsafe { get; init; }
}
