using CortexSharp.Completions;

namespace CortexSharp.Usage;

/// <summary>
/// The application's own count of what it asks models, by model and day. Usage views come late and spell tuned models' names in ways that are
/// documented nowhere; what an application writes down itself is certain. Thread-safe; mock it freely.
/// </summary>
/// <remarks>
/// It holds names of models and numbers, never a prompt or an answer. It shows calls of those applications that keep one, so it proves that a model
/// is called, never that it is not.
/// </remarks>
public interface ICortexCallLog
{
    /// <summary>Counts a call in memory; never fails and takes no statement. For calls that no client of this library makes, too.</summary>
    /// <param name="model">The model's name as it was called. A text that is no such name is not counted: it may be anything, a prompt too.</param>
    /// <param name="tokens">What the call used up; null when not known.</param>
    /// <param name="failed">Whether it gave no answer.</param>
    void Count(string model, TokenUsage? tokens = null, bool failed = false);

    /// <summary>Writes down what was counted; nothing is sent where nothing was.</summary>
    /// <param name="cancellationToken">Cancels the statement; its counts are kept, and count once even if they were written all the same.</param>
    /// <exception cref="CortexException">A statement failed; its counts are kept and go with the next.</exception>
    Task FlushAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what all applications wrote down, this one's counts up to now included: they are written first.</summary>
    /// <param name="from">The first day (UTC); null for all.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>One for each day, model and caller, in that order.</returns>
    /// <exception cref="CortexException">
    /// The counts cannot be written or read (<see cref="CortexErrorKind.NotFound"/>: nobody wrote any yet, or the role may not read the table).
    /// </exception>
    IAsyncEnumerable<UsageDay> ReadAsync(DateOnly? from = null, CancellationToken cancellationToken = default);
}
