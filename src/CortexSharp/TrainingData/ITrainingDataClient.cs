using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>From a raw table to pairs that are fit for training, all in the warehouse. Thread-safe; mock it freely.</summary>
public interface ITrainingDataClient
{
    /// <summary>Says what is wrong with rows before money is spent on them. It changes nothing.</summary>
    /// <param name="request">The rows.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="ArgumentException">A property of the request is out of range.</exception>
    /// <exception cref="CortexException">A query failed.</exception>
    Task<TrainingDataReport> InspectAsync(TrainingDataRequest request, CancellationToken cancellationToken = default);

    /// <summary>Cleans, redacts, splits and balances rows as the request says, and keeps the pairs in tables named by their hash.</summary>
    /// <remarks>
    /// The tables are <c>NAME_TRAIN_hash</c> and <c>NAME_VALID_hash</c>; the same pairs find the tables that are there. Where they come from is
    /// written to the table <c>CORTEXSHARP_SNAPSHOTS</c> beside them. A process that is killed on the way leaves tables <c>NAME_STAGE_id</c> behind,
    /// which nothing reads; they may hold texts that are not redacted. What <c>AI_REDACT</c> redacted stays in <c>NAME_REDACTED_digest</c> and
    /// <c>NAME_REDACTED_IN_PIECES_digest</c>, for later snapshots of the same texts.
    /// </remarks>
    /// <param name="request">The rows, and what is done to them.</param>
    /// <param name="name">What the tables' names begin with; without a schema, in the current one.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="ArgumentException">A property of the request is out of range.</exception>
    /// <exception cref="CortexException">A query failed, keys are NULL or repeated, or no training pair is left.</exception>
    Task<TrainingSnapshot> SnapshotAsync(TrainingDataRequest request, SqlIdentifier name, CancellationToken cancellationToken = default);

    /// <summary>Writes pairs into a new table with the columns ID (from 1), PROMPT and COMPLETION, in batches.</summary>
    /// <param name="table">The table, which must not be there.</param>
    /// <param name="pairs">The pairs, read once.</param>
    /// <param name="cancellationToken">Cancels the statement that is running; the table and the batches written so far stay.</param>
    /// <returns>How many pairs were written.</returns>
    /// <exception cref="CortexException">A statement failed (<see cref="CortexErrorKind.AlreadyExists"/>: the table is there).</exception>
    Task<long> LoadAsync(SqlIdentifier table, IAsyncEnumerable<TrainingPair> pairs, CancellationToken cancellationToken = default);

    /// <summary>Streams the pairs of a table, in no order.</summary>
    /// <param name="table">A table with the columns PROMPT and COMPLETION.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">The statement failed.</exception>
    IAsyncEnumerable<TrainingPair> ReadAsync(SqlIdentifier table, CancellationToken cancellationToken = default);
}
