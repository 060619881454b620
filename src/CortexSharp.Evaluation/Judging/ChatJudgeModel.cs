using CortexSharp.Completions;
using CortexSharp.Evaluation.Asking;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Judging;

/// <summary>Any chat model as judge.</summary>
internal sealed class ChatJudgeModel(ChatModel model) : IJudgeModel
{
    public string Name => model.Name;

    public void Check(CompletionOptions options) => model.Check(options);

    public async Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default)
    {
        var messages = request.Messages.Select(message => new ChatMessage(RoleOf(message.Role), message.Content));
        var result = await model.AskAsync(messages, request.Options, request.Schema, cancellationToken).ConfigureAwait(false);
        return new JudgeReply(result.Text, result.Usage);
    }

    private static ChatRole RoleOf(CompletionRole role) => role == CompletionRole.System ? ChatRole.System
        : role == CompletionRole.Assistant ? ChatRole.Assistant
        : ChatRole.User;
}
