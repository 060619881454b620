using System.Text.Json;

namespace CortexSharp.Completions;

/// <summary>The model's wish that a tool be run. Nothing here runs it: the caller does, and answers with a <see cref="ToolResult"/>.</summary>
/// <param name="Id">Names this call; the result carries it back.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as the model wrote them: mostly a JSON object, but nobody checked it.</param>
public sealed record ToolCall(string Id, string Name, string Arguments) : CompletionPart
{
    /// <summary>Reads the arguments.</summary>
    /// <exception cref="JsonException">The model wrote something that is not JSON.</exception>
    public JsonElement ParseArguments() => JsonElement.Parse(Arguments);

    /// <inheritdoc/>
    public override string ToString() => $"call {Id} of {Name}";
}
