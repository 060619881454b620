using CortexSharp.Completions;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Judging;

/// <summary>Any chat model as judge.</summary>
internal sealed class ChatJudgeModel(IChatClient client, string model) : IJudgeModel
{
    public string Name => model;

    public async Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default)
    {
        var options = new ChatOptions
        {
            ModelId = model,
            Temperature = (float?)request.Options.Temperature,
            TopP = (float?)request.Options.TopP,
            MaxOutputTokens = request.Options.MaxTokens,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(request.Schema.Schema, "verdict"),
        };
        ChatMessage[] messages = [.. request.Messages.Select(message => new ChatMessage(RoleOf(message.Role), message.Content))];
        var response = await client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        return new JudgeReply(response.Text, response.Usage is { } usage ? UsageOf(usage) : null);
    }

    private static TokenUsage UsageOf(UsageDetails usage)
    {
        var (input, output) = (usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0);
        return new TokenUsage(input, output, usage.TotalTokenCount ?? input + output);
    }

    private static ChatRole RoleOf(CompletionRole role) => role == CompletionRole.System ? ChatRole.System
        : role == CompletionRole.Assistant ? ChatRole.Assistant
        : ChatRole.User;
}
