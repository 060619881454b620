using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Running;

namespace CortexSharp.Evaluation.Storage;

/// <summary>Names what is stored by what it was made from.</summary>
internal static class Provenance
{
    public static string LibraryVersion { get; } = typeof(Provenance).Assembly.GetName().Version!.ToString(3);

    /// <summary>The id of a model's run: the same whenever the evaluation is gone on with.</summary>
    public static string RunId(Guid evaluation, string model) => Sha256($"{evaluation:N}\n{model}")[..32];

    public static string SettingsSha256(EvaluationRequest request) =>
        Sha256($"{request.PromptTemplate}\n{Options(request.Options)}\n{request.ResponseSchema}");

    public static string? PromptTemplateSha256(EvaluationRequest request) => request.PromptTemplate is { } template ? Sha256(template) : null;

    /// <summary>The options that are set, as a JSON object.</summary>
    public static string Options(CompletionOptions? options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (options?.Temperature is { } temperature)
                json.WriteNumber("temperature", temperature);
            if (options?.TopP is { } topP)
                json.WriteNumber("top_p", topP);
            if (options?.MaxTokens is { } maxTokens)
                json.WriteNumber("max_tokens", maxTokens);
            if (options?.Guardrails is { } guardrails)
                json.WriteBoolean("guardrails", guardrails);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
