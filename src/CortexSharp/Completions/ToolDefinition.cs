using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CortexSharp.Completions;

/// <summary>A tool that the model may ask to be run. Over REST only, and for OpenAI's and Claude's models only.</summary>
public sealed record ToolDefinition
{
    /// <summary>Describes a tool.</summary>
    /// <param name="name">The name by which the model calls it: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="description">What it does and when to call it, for the model to read.</param>
    /// <param name="parameters">The JSON Schema of its arguments, an object.</param>
    public ToolDefinition(string name, string description, JsonElement parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(description);
        if (parameters.ValueKind is not JsonValueKind.Object)
            throw new ArgumentException($"The parameters of tool {name} must be a JSON Schema, which is an object.", nameof(parameters));
        Name = name;
        Description = description;
        Parameters = parameters;
    }

    /// <summary>The name by which the model calls it.</summary>
    public string Name { get; }

    /// <summary>What it does and when to call it.</summary>
    public string Description { get; }

    /// <summary>The JSON Schema of its arguments.</summary>
    public JsonElement Parameters { get; }

    /// <summary>Describes a tool whose arguments are those of a type; the same rules hold as for <see cref="ResponseSchema.Of{T}"/>.</summary>
    /// <typeparam name="T">A type that is a JSON object.</typeparam>
    /// <param name="name">The name by which the model calls it.</param>
    /// <param name="description">What it does and when to call it.</param>
    /// <param name="typeInfo">The type's metadata, from a source-generated context.</param>
    /// <exception cref="ArgumentException">The type has no such schema; the message names the place.</exception>
    public static ToolDefinition Of<T>(string name, string description, JsonTypeInfo<T> typeInfo) =>
        new(name, description, ResponseSchema.Of(typeInfo).Schema);

    /// <inheritdoc/>
    public override string ToString() => $"tool {Name}";
}
