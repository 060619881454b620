using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Asking;

/// <summary>Asks about a case until there is an answer, an error of the case's own, or an error that ends the call.</summary>
/// <remarks>
/// While there are too many requests it asks again after growing waits. An error that may be the case's own or everybody's, as one of unknown kind,
/// is told apart by a control question: where the model answers that, and fails on the case time after time, the error is the case's.
/// </remarks>
/// <param name="mostAttempts">How often to ask while there are too many requests.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="control">Asks the same model, in the same way, a question that any can answer.</param>
internal sealed class BackOff(int mostAttempts, TimeProvider time, Func<CancellationToken, Task> control)
{
    /// <summary>The question that any model can answer.</summary>
    public const string ControlQuestion = "Answer with one word: ready";

    // An error that passes now and then, as of one server among many, hardly comes so often to one case while other questions are answered.
    private const int MostFailures = 3;

    private const int LongestWait = 60;

    /// <summary>How long to wait after so many attempts in a row, at least 1: seconds that double up to a minute.</summary>
    public static TimeSpan WaitAfter(long attempt) =>
        TimeSpan.FromSeconds(attempt > 6 ? LongestWait : Math.Min(LongestWait, 1 << (int)(attempt - 1)));

    /// <summary>The answer, or else the error that is the case's own.</summary>
    /// <param name="ask">Asks once.</param>
    /// <param name="cancellationToken">Ends the waiting; it is for <paramref name="ask"/> to end the asking.</param>
    /// <exception cref="CortexException">An error that would come with every case, or that may pass.</exception>
    public async Task<(T? Answer, CortexException? Error)> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return (await PatientlyAsync(ask, cancellationToken).ConfigureAwait(false), null);
            }
            catch (CortexException error) when (AnswerError.IsOfOneCase(error))
            {
                return (null, error);
            }
            catch (CortexException error) when (AnswerError.MayBeOfOneCase(error))
            {
                if (!await AnswersControlAsync(cancellationToken).ConfigureAwait(false))
                    throw;
                if (failures == MostFailures)
                    return (null, OwnError(error));
            }

            await Task.Delay(WaitAfter(failures), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (CortexException exception) when (exception.Kind == CortexErrorKind.Throttled && attempt < mostAttempts)
            {
                await Task.Delay(WaitAfter(attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> AnswersControlAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PatientlyAsync(AskControlAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException error)
        {
            // A model that has answered, only not in the form, is there.
            return AnswerError.IsOfOneCase(error);
        }

        async Task<bool> AskControlAsync()
        {
            await control(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static CortexException OwnError(CortexException error) => new(
        error.Kind, $"{error.Message} — It came {MostFailures} times for this case, while the model answered another question: it is the case's own.",
        error)
    {
        ErrorCode = error.ErrorCode,
        SqlState = error.SqlState,
        QueryId = error.QueryId,
        ServerMessage = error.ServerMessage,
        Model = error.Model,
    };
}
