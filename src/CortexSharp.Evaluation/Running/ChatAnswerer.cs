using System.Net;
using CortexSharp.Completions;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Running;

/// <summary>Asks through a chat client of any maker.</summary>
internal sealed class ChatAnswerer(IChatClient client, string model) : IAnswerer
{
    public void Check(EvaluationRequest request)
    {
        if (request.Options?.Guardrails is true)
            throw new ArgumentException($"{model} is asked through a chat client, which has no {nameof(CompletionOptions.Guardrails)}.", nameof(request));
    }

    public async Task<CompletionResult> AnswerAsync(string prompt, EvaluationRequest request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(prompt, OptionsOf(request), cancellationToken).ConfigureAwait(false);
        return new CompletionResult(response.Text) { Usage = UsageOf(response.Usage), Model = response.ModelId ?? model };
    }

    private async Task<ChatResponse> SendAsync(string prompt, ChatOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetResponseAsync(prompt, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or CortexException))
        {
            // Chat clients have no exception in common; those over plain HTTP tell the status.
            var kind = exception is not HttpRequestException http ? CortexErrorKind.Unknown
                : http.StatusCode switch
                {
                    HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => CortexErrorKind.Throttled,
                    null => CortexErrorKind.Network,
                    _ => CortexErrorKind.Service,
                };
            throw new CortexException(kind, $"{model} gave no answer: its chat client threw {exception.GetType().Name}.", exception) { Model = model };
        }
    }

    private ChatOptions OptionsOf(EvaluationRequest request) => new()
    {
        ModelId = model,
        Temperature = (float?)request.Options?.Temperature,
        TopP = (float?)request.Options?.TopP,
        MaxOutputTokens = request.Options?.MaxTokens,
        ResponseFormat = request.ResponseSchema is { } schema ? ChatResponseFormat.ForJsonSchema(schema.Schema) : null,
    };

    private static TokenUsage? UsageOf(UsageDetails? usage) => usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
        ? new TokenUsage(input, output, usage.TotalTokenCount ?? (input + output))
        : null;
}
