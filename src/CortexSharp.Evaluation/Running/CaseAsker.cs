using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Running;

/// <summary>Asks case by case, several at once, and waits when there are too many requests.</summary>
internal sealed class CaseAsker(EvaluationRequest request, IAnswerer answerer, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The answers, in the order in which they come. Prompts are sent as they are.</summary>
    public async IAsyncEnumerable<EvaluationAnswer> AskAsync(
        IReadOnlyList<EvaluationCase> cases, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The reader that leaves early, or the first case that ends the run, stops the others.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = Channel.CreateUnbounded<EvaluationAnswer>(new UnboundedChannelOptions { SingleReader = true });
        var asking = AskAllAsync(cases, answers.Writer, stop.Token);
        try
        {
            await foreach (var answer in answers.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return answer;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAllAsync(IReadOnlyList<EvaluationCase> cases, ChannelWriter<EvaluationAnswer> answers, CancellationToken cancellationToken)
    {
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = request.Concurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(cases, options, async (item, token) =>
                answers.TryWrite(await AskAsync(item, token).ConfigureAwait(false))).ConfigureAwait(false);
            answers.Complete();
        }
        catch (Exception exception)
        {
            answers.Complete(exception);
        }
    }

    private async Task<EvaluationAnswer> AskAsync(EvaluationCase item, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        for (var attempt = 1; ; attempt++)
        {
            var start = time.GetTimestamp();
            try
            {
                var result = await answerer.AnswerAsync(item.Prompt, request, cancellationToken).ConfigureAwait(false);
                return EvaluationAnswer.Of(item.Key, result.Text) with { Usage = result.Usage, Duration = time.GetElapsedTime(start) };
            }
            catch (CortexException exception) when (exception.Kind == CortexErrorKind.Throttled && attempt < request.MostAttempts)
            {
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
            catch (CortexException exception) when (!exception.IsTransient)
            {
                // The model's own no. What is transient, as a lost connection, says nothing of the model and ends the run, which can be gone on with.
                return EvaluationAnswer.Failed(item.Key, AnswerError.Of(exception));
            }
        }
    }
}
