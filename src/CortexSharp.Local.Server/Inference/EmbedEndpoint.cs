using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using CortexSharp.Local.Cortex.Embedding;
using CortexSharp.Local.Cortex.Usage;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Answers <c>inference:embed</c> (Snowflake's page on the embed API).</summary>
internal static class EmbedEndpoint
{
    private const int MaxTexts = 1280;
    private const int MaxLength = 4096;

    /// <summary>The models that are served over REST.</summary>
    private static readonly string[] Models =
    [
        "snowflake-arctic-embed-m", "snowflake-arctic-embed-m-v1.5", "snowflake-arctic-embed-l-v2.0", "e5-base-v2",
    ];

    /// <summary>Answers.</summary>
    /// <param name="cortex">The engine.</param>
    /// <param name="id">The request's id.</param>
    /// <param name="body">The request's body.</param>
    /// <returns>What writes the answer.</returns>
    /// <exception cref="InferenceException">The request is refused.</exception>
    public static async Task<Action<Utf8JsonWriter>> AnswerAsync(LocalCortex cortex, string id, JsonElement body)
    {
        var name = body.ValueKind is JsonValueKind.Object ? body.Text("model") : null;
        if (name is null || body.Property("text") is not { ValueKind: JsonValueKind.Array } array
            || array.EnumerateArray().Any(t => t.ValueKind is not JsonValueKind.String))
        {
            throw InferenceException.Bad("model and text, an array of strings, are required");
        }

        if (!Models.Contains(name, StringComparer.OrdinalIgnoreCase) || EmbeddingModel.Find(name) is not { } model)
            throw InferenceException.Of((int)HttpStatusCode.BadRequest, $"unknown model \"{name}\"");
        string[] texts = [.. array.EnumerateArray().Select(t => t.GetString()!)];
        if (texts.Length is 0 or > MaxTexts || texts.Any(t => t.Length > MaxLength))
            throw InferenceException.Bad($"text must have 1 to {MaxTexts} strings of at most {MaxLength} characters");
        var vectors = await cortex.AskAsync(
            id, (_, context) => Task.FromResult(texts.Select(t => model.Embed(t, UsageKey.Rest, context)).ToArray())).ConfigureAwait(false);
        return writer => Write(writer, name, texts.Sum(t => TokenCounter.Count(t)), vectors);
    }

    // Each embedding is a list of one vector.
    private static void Write(Utf8JsonWriter writer, string model, int tokens, byte[][] vectors)
    {
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteString("model"u8, model);
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("total_tokens"u8, tokens);
        writer.WriteEndObject();
        writer.WriteStartArray("data"u8);
        for (var i = 0; i < vectors.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "embedding"u8);
            writer.WriteNumber("index"u8, i);
            writer.WriteStartArray("embedding"u8);
            writer.WriteStartArray();
            foreach (var element in MemoryMarshal.Cast<byte, float>(vectors[i]))
                writer.WriteNumberValue(element);
            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
