using CortexSharp.Completions;

namespace CortexSharp.Usage;

/// <summary>Lets clients count.</summary>
public static class CortexCallLogExtensions
{
    /// <summary>
    /// The same client, whose calls are counted: each question, streamed ones too, and each request about a table's rows as one call, whose tokens
    /// are known where the answers are not stored. What was never sent, or names no model that there is, is not counted.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="log">Counts.</param>
    public static ICortexCompleteClient WithCallLog(this ICortexCompleteClient client, ICortexCallLog log)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(log);
        return new LoggedCompleteClient(client, log);
    }
}
