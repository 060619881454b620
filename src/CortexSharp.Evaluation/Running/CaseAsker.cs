using CortexSharp.Evaluation.Asking;
using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Running;

/// <summary>Asks case by case, several at once; waits when there are too many requests, and finds out which errors are a case's own.</summary>
internal sealed class CaseAsker(EvaluationRequest request, IAnswerer answerer, TimeProvider time)
{
    private readonly BackOff _backOff = new(request.MostAttempts, time, token => answerer.AnswerAsync(BackOff.ControlQuestion, request, token));

    /// <summary>The answers, in the order in which they come. Prompts are sent as they are.</summary>
    public IAsyncEnumerable<EvaluationAnswer> AskAsync(IReadOnlyList<EvaluationCase> cases, CancellationToken cancellationToken) =>
        cases.ToAsyncEnumerable().SelectConcurrently(request.Concurrency, AskAsync, cancellationToken);

    private async ValueTask<EvaluationAnswer> AskAsync(EvaluationCase item, CancellationToken noMore, CancellationToken cancellationToken)
    {
        var (answer, error) = await _backOff.AskAsync(AnswerAsync, noMore).ConfigureAwait(false);
        return answer ?? EvaluationAnswer.Failed(item.Key, AnswerError.Of(error!));

        async Task<EvaluationAnswer> AnswerAsync()
        {
            var start = time.GetTimestamp();
            var result = await answerer.AnswerAsync(item.Prompt, request, cancellationToken).ConfigureAwait(false);
            return EvaluationAnswer.Of(item.Key, result.Text) with { Usage = result.Usage, Duration = time.GetElapsedTime(start) };
        }
    }
}
