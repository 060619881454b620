namespace CortexSharp.Rest.Http;

/// <summary>The waits between tries: 1, 2, 4 … 30 s, as Snowflake's own client for Cortex waits, and at least as long as the server asks.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the next try.</summary>
    /// <param name="attempt">Tries that were repeats so far: 0 after the first.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    public static TimeSpan Delay(int attempt, TimeSpan? retryAfter)
    {
        var own = attempt < 5 ? TimeSpan.FromSeconds(1 << attempt) : Longest;
        return retryAfter > own ? retryAfter.Value : own;
    }
}
