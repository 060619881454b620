using CortexSharp.Completions;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Asking;

/// <summary>A model behind a chat client of any maker, which fails as Cortex does.</summary>
internal sealed class ChatModel(IChatClient client, string name)
{
    public string Name => name;

    /// <summary>Throws for an option that chat clients do not have.</summary>
    public void Check(CompletionOptions? options)
    {
        if (options?.Guardrails is true)
        {
            throw new ArgumentException(
                $"{name} is asked through a chat client, which has no {nameof(CompletionOptions.Guardrails)}.", nameof(options));
        }
    }

    /// <exception cref="CortexException">There is no answer.</exception>
    public async Task<CompletionResult> AskAsync(
        IEnumerable<ChatMessage> messages, CompletionOptions? options, ResponseSchema? schema, CancellationToken cancellationToken)
    {
        var chatOptions = new ChatOptions
        {
            ModelId = name,
            Temperature = (float?)options?.Temperature,
            TopP = (float?)options?.TopP,
            MaxOutputTokens = options?.MaxTokens,
            ResponseFormat = schema is null ? null : ChatResponseFormat.ForJsonSchema(schema.Schema, "answer"),
        };
        try
        {
            var response = await client.GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
            return new CompletionResult(response.Text) { Usage = UsageOf(response.Usage), Model = response.ModelId ?? name };
        }
        catch (Exception exception) when (exception is not CortexException)
        {
            // A request that is cancelled may fail in other ways than by saying so, and a cancellation that nobody asked for is the client's own
            // timeout.
            cancellationToken.ThrowIfCancellationRequested();
            // Without the exception's words: they may quote the prompt.
            throw new CortexException(
                ChatFailure.KindOf(exception), $"{name} gave no answer: its chat client threw {exception.GetType().Name}.", exception)
            {
                Model = name,
            };
        }
    }

    private static TokenUsage? UsageOf(UsageDetails? usage) => usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
        ? new TokenUsage(input, output, usage.TotalTokenCount ?? (input + output))
        : null;
}
