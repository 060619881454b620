namespace CortexSharp.Completions;

/// <summary>Asks models of Snowflake Cortex. Thread-safe; mock it freely.</summary>
public interface ICortexCompleteClient
{
    /// <summary>Asks one question and waits for the whole answer.</summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Cancels the statement; an answer that was made all the same is billed.</param>
    /// <exception cref="CortexException">
    /// There is no answer; the kind says why. A <c>NULL</c> answer is such an error, never an empty text.
    /// </exception>
    /// <exception cref="ArgumentException">The request is wrong: roles out of order, an option out of range.</exception>
    Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks one question and streams the answer. Over SQL the answer comes as a single update.</summary>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Cancels the answer.</param>
    /// <exception cref="CortexException">There is no answer, or it broke off.</exception>
    IAsyncEnumerable<CompletionUpdate> StreamAsync(CompletionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks about every row of a query in one statement and streams the answers back, in no order.</summary>
    /// <remarks>
    /// With a destination the answers are stored first; the same request made again, after a crash too, asks only for rows that have no
    /// stored answer. Do not run the same request twice at the same time: both would pay. Where the account refuses error details, rows are asked in
    /// slices by <c>TRY_COMPLETE</c>, whose <c>NULL</c> means failed, reason unknown (<see cref="CortexErrorKind.NoAnswer"/>).
    /// </remarks>
    /// <param name="request">The rows and the model.</param>
    /// <param name="cancellationToken">Cancels the statement that is running; what is stored stays.</param>
    /// <exception cref="CortexException">
    /// The statement failed, or keys are null or not unique. A single row's failure is in its <see cref="TableCompletion.Error"/>.
    /// </exception>
    IAsyncEnumerable<TableCompletion> CompleteTableAsync(TableCompletionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Counts the tokens of a text. It costs warehouse time only.</summary>
    /// <param name="request">The text and the model it is meant for.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">
    /// The model cannot be counted for: a tuned one without its base model's name, or one that Snowflake does not count.
    /// </exception>
    Task<TokenCount> CountTokensAsync(TokenCountRequest request, CancellationToken cancellationToken = default);
}
