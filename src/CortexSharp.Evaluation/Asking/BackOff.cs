namespace CortexSharp.Evaluation.Asking;

/// <summary>Asks again while there are too many requests, after waits that double from one second to a minute.</summary>
internal sealed class BackOff(int mostAttempts, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="ask">Asks once.</param>
    /// <param name="cancellationToken">Ends the waiting; it is for <paramref name="ask"/> to end the asking.</param>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(1);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (CortexException exception) when (exception.Kind == CortexErrorKind.Throttled && attempt < mostAttempts)
            {
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }
}
