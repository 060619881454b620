using System.Text.Json;
using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>Asks a judge, and once more if the answer is not in the form.</summary>
internal sealed class JudgeConversation(IJudgeModel model, ResponseSchema schema, CompletionOptions options)
{
    // These are about one question. Others, such as a wrong model name, would come back on every case and are for the caller.
    private static readonly HashSet<CortexErrorKind> OfOneQuestion =
    [
        CortexErrorKind.ContextLengthExceeded, CortexErrorKind.Throttled, CortexErrorKind.InvalidStructuredOutput, CortexErrorKind.NoAnswer,
        CortexErrorKind.Timeout, CortexErrorKind.Network, CortexErrorKind.Service, CortexErrorKind.UnexpectedResponse, CortexErrorKind.Unknown,
    ];

    /// <summary>The verdict that the reader makes of the judge's JSON; null when there is none, with the reason why.</summary>
    public async Task<(T? Verdict, string? NoVerdict, TokenUsage? Usage)> AskAsync<T>(
        string instructions, string question, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        CompletionMessage[] messages = [CompletionMessage.System(instructions), CompletionMessage.User(question)];
        TokenUsage? usage = null;
        for (var attempt = 0; ; attempt++)
        {
            string? said = null;
            try
            {
                var reply = await model.AskAsync(new JudgeRequest(messages, schema, options), cancellationToken).ConfigureAwait(false);
                usage = usage is null || reply.Usage is null ? usage ?? reply.Usage : usage + reply.Usage;
                said = reply.Text;
            }
            catch (CortexException error) when (OfOneQuestion.Contains(error.Kind))
            {
                if (error.Kind != CortexErrorKind.InvalidStructuredOutput || attempt > 0)
                    return (null, $"no verdict: the judge failed ({error.Kind})", usage);
                said = (error as StructuredOutputException)?.RawText;
            }

            if (said is not null && JsonOf(said) is { } json && read(json) is { } verdict)
                return (verdict, null, usage);
            if (attempt > 0)
                return (null, "no verdict: the judge did not keep to the form, asked twice", usage);
            messages = Repair(messages, said);
        }
    }

    private CompletionMessage[] Repair(CompletionMessage[] messages, string? said)
    {
        var complaint = $"That is not in the form. Answer with one JSON object and nothing else, by this JSON Schema, with every rating within its scale:\n{schema}";

        // A turn without text is refused by some models; then the question itself says what went wrong before.
        return string.IsNullOrWhiteSpace(said)
            ? [messages[0], CompletionMessage.User($"{messages[1].Content}\n\nAn earlier answer of yours was not in the form. {complaint}")]
            : [.. messages, CompletionMessage.Assistant(said), CompletionMessage.User(complaint)];
    }

    /// <summary>
    /// The JSON that a text is, in a Markdown fence or not. JSON within prose does not count: it may be quoted from the answer that is judged.
    /// </summary>
    private static JsonElement? JsonOf(string text)
    {
        var json = text.AsSpan().Trim();
        if (json.StartsWith("```") && json.EndsWith("```") && json.IndexOf('\n') is var line and > 0)
            json = json[line..^3];
        try
        {
            var value = JsonElement.Parse(json);
            return value.ValueKind is JsonValueKind.Object ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
