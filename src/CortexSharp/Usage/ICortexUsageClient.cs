namespace CortexSharp.Usage;

/// <summary>Reads what Cortex used up, from the views of <c>SNOWFLAKE.ACCOUNT_USAGE</c>. Thread-safe; mock it freely.</summary>
/// <remarks>
/// The role needs the database role <c>SNOWFLAKE.USAGE_VIEWER</c> or imported privileges on the database <c>SNOWFLAKE</c>. The views are late,
/// by minutes (<see cref="UsageView.AiFunctions"/>) or hours, and reach a year back.
/// </remarks>
public interface ICortexUsageClient
{
    /// <summary>Streams the rows of a view in one shape, oldest first.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="ArgumentException">The view has no column for a condition that is set, or is not a known one.</exception>
    /// <exception cref="CortexException">The view cannot be read (<see cref="CortexErrorKind.NotFound"/>: the role lacks the privilege).</exception>
    IAsyncEnumerable<UsageRecord> ReadAsync(UsageQuery query, CancellationToken cancellationToken = default);

    /// <summary>What all rows together were billed, as those of an evaluation's run by its query tag.</summary>
    /// <param name="query">
    /// Which rows. A view without credits gives nothing, and one that is late too little: <see cref="UsageRecord.IsCompleted"/> tells of the newest
    /// one.
    /// </param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The sum; null when no row carries credits.</returns>
    /// <exception cref="InvalidOperationException">
    /// The rows are billed in two units; ask for the time before and since <see cref="UsageQuery.AiCreditsSince"/> apart.
    /// </exception>
    /// <exception cref="ArgumentException">As for <see cref="ReadAsync"/>.</exception>
    /// <exception cref="CortexException">As for <see cref="ReadAsync"/>.</exception>
    Task<Amount?> GetCreditsAsync(UsageQuery query, CancellationToken cancellationToken = default);

    /// <summary>What tokens did cost, by model, over the rows that carry both tokens and credits.</summary>
    /// <param name="query">Which rows. A view without credits gives nothing.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>One price for each model and unit, by name.</returns>
    /// <exception cref="ArgumentException">As for <see cref="ReadAsync"/>.</exception>
    /// <exception cref="CortexException">As for <see cref="ReadAsync"/>.</exception>
    Task<IReadOnlyList<EffectivePrice>> GetEffectivePricesAsync(UsageQuery query, CancellationToken cancellationToken = default);
}
