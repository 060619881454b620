using System.Text.Json;

namespace CortexSharp.Completions;

/// <summary>The tokens of one answer, as the server counted them.</summary>
/// <param name="PromptTokens">Tokens read; a response schema counts too.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="TotalTokens">All tokens.</param>
/// <param name="GuardrailTokens">Tokens that Cortex Guard read; null when the server says nothing of them.</param>
public sealed record TokenUsage(long PromptTokens, long CompletionTokens, long TotalTokens, long? GuardrailTokens = null)
{
    /// <summary>The tokens of both.</summary>
    /// <param name="left">The tokens of some answers.</param>
    /// <param name="right">The tokens of others.</param>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.PromptTokens + right.PromptTokens,
            left.CompletionTokens + right.CompletionTokens,
            left.TotalTokens + right.TotalTokens,
            left.GuardrailTokens is null ? right.GuardrailTokens : left.GuardrailTokens + (right.GuardrailTokens ?? 0));
    }

    /// <inheritdoc cref="op_Addition"/>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;

    /// <summary>Writes an object with the names of Snowflake's SQL functions, as <see cref="Read"/> takes it.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens", PromptTokens);
        json.WriteNumber("completion_tokens", CompletionTokens);
        json.WriteNumber("total_tokens", TotalTokens);
        if (GuardrailTokens is { } guardrail)
            json.WriteNumber("guardrail_tokens", guardrail);
        json.WriteEndObject();
    }

    /// <summary>Reads the server's object; null when it counts nothing, as the empty one within a stream.</summary>
    internal static TokenUsage? Read(JsonElement usage)
    {
        if (usage.ValueKind is not JsonValueKind.Object)
            return null;
        var (prompt, completion) = (Count("prompt_tokens"), Count("completion_tokens"));
        // SQL says guardrail_tokens, REST guard_tokens.
        return prompt is null && completion is null
            ? null
            : new TokenUsage(
                prompt ?? 0, completion ?? 0, Count("total_tokens") ?? (prompt ?? 0) + (completion ?? 0),
                Count("guardrail_tokens") ?? Count("guard_tokens"));

        long? Count(string name) =>
            usage.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var count) ? count : null;
    }
}
