using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Asking;
using CortexSharp.Evaluation.Json;

namespace CortexSharp.Evaluation.Judging;

/// <summary>Asks a judge, and once more if the answer is not in the form.</summary>
internal sealed class JudgeConversation
{
    private readonly IJudgeModel _model;
    private readonly ResponseSchema _schema;
    private readonly CompletionOptions _options;
    private readonly BackOff _backOff;

    /// <exception cref="ArgumentException">The judge cannot be asked so.</exception>
    public JudgeConversation(IJudgeModel model, ResponseSchema schema, JudgeOptions options, TimeProvider? time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostAttempts, 1);
        (model as ChatJudgeModel)?.Check(options.Completion);
        (_model, _schema, _options) = (model, schema, options.Completion);
        var control = new JudgeRequest([CompletionMessage.User(BackOff.ControlQuestion)], schema, options.Completion);
        _backOff = new BackOff(options.MostAttempts, time ?? TimeProvider.System, token => model.AskAsync(control, token));
    }

    /// <summary>The verdict that the reader makes of the judge's JSON; null when there is none, with the reason why.</summary>
    /// <exception cref="CortexException">
    /// It failed for a reason that says nothing of this question, as a lost connection: ask again later.
    /// </exception>
    public async Task<(T? Verdict, string? NoVerdict, TokenUsage? Usage)> AskAsync<T>(
        string instructions, string question, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        CompletionMessage[] messages = [CompletionMessage.System(instructions), CompletionMessage.User(question)];
        TokenUsage? usage = null;
        for (var attempt = 0; ; attempt++)
        {
            var request = new JudgeRequest(messages, _schema, _options);
            var (reply, error) = await _backOff.AskAsync(() => _model.AskAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (error is not null && (error.Kind != CortexErrorKind.InvalidStructuredOutput || attempt > 0))
                return (null, $"no verdict: the judge failed ({error.Kind})", usage);
            usage = usage is null || reply?.Usage is null ? usage ?? reply?.Usage : usage + reply.Usage;
            var said = reply?.Text ?? (error as StructuredOutputException)?.RawText;

            if (said is not null && JsonOf(said) is { } json && read(json) is { } verdict)
                return (verdict, null, usage);
            if (attempt > 0)
                return (null, "no verdict: the judge did not keep to the form, asked twice", usage);
            messages = Repair(messages, said);
        }
    }

    private CompletionMessage[] Repair(CompletionMessage[] messages, string? said)
    {
        var complaint = "That is not in the form. Answer with one JSON object and nothing else, by this JSON Schema, "
            + $"with every rating within its scale:\n{_schema}";

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
        return ModelJson.Parse(json) is { ValueKind: JsonValueKind.Object } value ? value : null;
    }
}
