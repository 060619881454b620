using CortexSharp.Local.Cortex.Completion;
using Microsoft.Extensions.AI;

namespace CortexSharp.Local.Cortex.Answering;

/// <summary>A chat client of the user's in the place of a base model.</summary>
/// <param name="client">The client; it stays its owner's to dispose.</param>
/// <param name="concurrency">How many of its calls run at once, whatever number of statements asks.</param>
#pragma warning disable CA1001 // A semaphore that only tasks wait for holds nothing that must be freed.
internal sealed class ChatModel(IChatClient client, int concurrency) : ICompletionModel
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _calls = new(concurrency);

    /// <inheritdoc/>
    public async ValueTask<Reply> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        await _calls.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var response = await client.GetResponseAsync(Messages(question.Prompt), Options(question), cancellationToken).ConfigureAwait(false);
            return Read(response, question);
        }
#pragma warning disable CA1031 // Whatever a client throws is this row's failure; the other rows have their answers.
        catch (Exception e)
#pragma warning restore CA1031
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ModelFailure.Of(e);
        }
        finally
        {
            _calls.Release();
        }
    }

    private static Reply Read(ChatResponse response, Question question)
    {
        var reply =
            new Reply(response.Text, PromptTokens: (int?)response.Usage?.InputTokenCount, CompletionTokens: (int?)response.Usage?.OutputTokenCount);
        if (response.FinishReason == ChatFinishReason.ContentFilter && response.Text.Length == 0)
            return Reply.Failed("the model's service filtered the answer");
        if (question.Schema is null)
            return reply;
        return response.FinishReason == ChatFinishReason.Length ? Reply.CutOff : reply.AsJson();
    }

    private static IEnumerable<ChatMessage> Messages(PromptText prompt) => prompt.Turns is { } turns
        ? turns.Select(turn => new ChatMessage(new ChatRole(turn.Role), turn.Content))
        : [new ChatMessage(ChatRole.User, prompt.Whole)];

    private static ChatOptions Options(Question question) => new()
    {
        Temperature = question.Options.Temperature,
        TopP = question.Options.TopP,
        MaxOutputTokens = question.Options.MaxTokens,
        ResponseFormat = question.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema.Schema) : null,
    };
}
