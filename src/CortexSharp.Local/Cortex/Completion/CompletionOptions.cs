using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>
/// The options of a completion. The learners here always answer alike; temperature and nucleus are for a chat client behind a model's name.
/// </summary>
/// <param name="MaxTokens">Where the answer is cut.</param>
/// <param name="Temperature">The temperature, 0 to 1.</param>
/// <param name="TopP">The nucleus, 0 to 1.</param>
/// <param name="Guardrails">Whether the answer goes through <see cref="Guard"/>.</param>
/// <param name="ResponseFormat">The response format among the options, as JSON: legacy <c>COMPLETE</c> takes it there.</param>
internal sealed record CompletionOptions(
    int MaxTokens = 4096, float? Temperature = null, float? TopP = null, bool Guardrails = false, string? ResponseFormat = null)
{
    /// <summary>Snowflake's words for any option that it does not know or cannot take.</summary>
    public const string Invalid = "invalid options object";

    /// <summary>The options of a call that gives none.</summary>
    public static CompletionOptions Default { get; } = new();

    /// <summary>Reads an options object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="maxTokensLimit">The largest <c>max_tokens</c>.</param>
    public static Parsed<CompletionOptions> Parse(string json, int maxTokensLimit)
    {
        if (JsonText.TryParse(json) is not { ValueKind: JsonValueKind.Object } options)
            return Parsed<CompletionOptions>.Failed(Invalid);
        var parsed = Default;
        foreach (var option in options.EnumerateObject())
        {
            var value = option.Value;
            switch (option.Name)
            {
                case "temperature" when value.ValueKind is JsonValueKind.Number && value.GetSingle() is >= 0 and <= 1 and var temperature:
                    parsed = parsed with { Temperature = temperature };
                    break;
                case "top_p" when value.ValueKind is JsonValueKind.Number && value.GetSingle() is >= 0 and <= 1 and var topP:
                    parsed = parsed with { TopP = topP };
                    break;
                case "max_tokens" when value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var tokens) && tokens >= 1
                    && tokens <= maxTokensLimit:
                    parsed = parsed with { MaxTokens = tokens };
                    break;
                case "guardrails" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    parsed = parsed with { Guardrails = value.GetBoolean() };
                    break;
                case "response_format":
                    parsed = parsed with { ResponseFormat = value.GetRawText() };
                    break;
                default:
                    return Parsed<CompletionOptions>.Failed(Invalid);
            }
        }

        return parsed;
    }
}
