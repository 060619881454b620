using CortexSharp.Completions;
using CortexSharp.Evaluation.Asking;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Running;

/// <summary>Asks through a chat client of any maker.</summary>
internal sealed class ChatAnswerer(ChatModel model) : IAnswerer
{
    public void Check(EvaluationRequest request) => model.Check(request.Options);

    public Task<CompletionResult> AnswerAsync(string prompt, EvaluationRequest request, CancellationToken cancellationToken) =>
        model.AskAsync([new ChatMessage(ChatRole.User, prompt)], request.Options, request.ResponseSchema, cancellationToken);
}
