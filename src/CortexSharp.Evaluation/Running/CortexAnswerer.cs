using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Running;

/// <summary>Asks through a client of Cortex.</summary>
internal sealed class CortexAnswerer(ICortexCompleteClient client, string model) : IAnswerer
{
    public void Check(EvaluationRequest request)
    {
    }

    public Task<CompletionResult> AnswerAsync(string prompt, EvaluationRequest request, CancellationToken cancellationToken) =>
        client.CompleteAsync(
            new CompletionRequest(model, prompt) { Options = request.Options, ResponseSchema = request.ResponseSchema }, cancellationToken);
}
