using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Running;

/// <summary>Asks a model for the answer to one prompt.</summary>
internal interface IAnswerer
{
    /// <summary>Throws for what this way of asking cannot do, naming it.</summary>
    void Check(EvaluationRequest request);

    /// <exception cref="CortexException">There is no answer.</exception>
    Task<CompletionResult> AnswerAsync(string prompt, EvaluationRequest request, CancellationToken cancellationToken);
}
