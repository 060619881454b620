using Microsoft.Extensions.Logging;

namespace CortexSharp.Diagnostics;

/// <summary>Every log message of the SDK. Ids are never used again for another meaning; no message holds a prompt, an answer or a secret.</summary>
internal static partial class LogMessages
{
    // Completions: 100 to 199.
    [LoggerMessage(
        100, LogLevel.Information,
        "The account refuses error details of AI functions; this client goes on without them, and a failing row gives no reason.")]
    public static partial void ErrorDetailsRefused(ILogger logger);

    [LoggerMessage(101, LogLevel.Information, "Asking {Model} failed ({Kind}); asking again in {Seconds} s.")]
    public static partial void AskingAgain(ILogger logger, string model, string kind, double seconds);

    // Fine-tuning: 200 to 299.
    [LoggerMessage(200, LogLevel.Information, "Fine-tuning job {JobId} created.")]
    public static partial void JobCreated(ILogger logger, string jobId);

    [LoggerMessage(201, LogLevel.Information, "Cancellation of fine-tuning job {JobId} requested.")]
    public static partial void JobCancelled(ILogger logger, string jobId);

    // Usage: 300 to 399.
    [LoggerMessage(300, LogLevel.Warning, "Counted calls could not be written to {Table} ({Kind}); they are kept and written with the next.")]
    public static partial void CountsNotWritten(ILogger logger, string table, string kind);

    [LoggerMessage(301, LogLevel.Warning, "{Calls} counted calls were not written to {Table} in time and are lost.")]
    public static partial void CountsLost(ILogger logger, long calls, string table);

    // Connections: 400 to 499.
    [LoggerMessage(400, LogLevel.Warning, "{Path} can be read by other users of this machine, and may hold secrets; chmod 600 it.")]
    public static partial void ConnectionFileReadable(ILogger logger, string path);
}
