namespace CortexSharp.Evaluation.Asking;

/// <summary>Asks again while there are too many requests, after waits that double from one second to a minute.</summary>
internal sealed class BackOff(int mostAttempts, TimeProvider time)
{
    private const int LongestWait = 60;

    /// <summary>How long to wait after so many attempts in a row, at least 1.</summary>
    public static TimeSpan WaitAfter(long attempt) => TimeSpan.FromSeconds(attempt > 6 ? LongestWait : Math.Min(LongestWait, 1 << (int)(attempt - 1)));

    /// <param name="ask">Asks once.</param>
    /// <param name="cancellationToken">Ends the waiting; it is for <paramref name="ask"/> to end the asking.</param>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
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
}
