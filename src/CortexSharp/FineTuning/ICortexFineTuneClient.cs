namespace CortexSharp.FineTuning;

/// <summary>Starts, describes, lists and cancels fine-tuning jobs of Snowflake Cortex. Thread-safe; mock it freely.</summary>
/// <remarks>
/// Snowflake has announced to deprecate Cortex Fine-tuning in Q1 2027, with Cortex Training in its place, which is another kind of
/// service. Watching and waiting are extensions: <see cref="CortexFineTuneClientExtensions"/>.
/// </remarks>
public interface ICortexFineTuneClient
{
    /// <summary>
    /// Starts a job. Each call starts, and bills, one more; <see cref="CortexFineTuneClientExtensions.CreateOrFindAsync"/> survives crashes.
    /// </summary>
    /// <param name="request">What to train.</param>
    /// <param name="cancellationToken">Cancels the statement; the job may have started all the same.</param>
    /// <returns>The job's id. That there is one does not mean that the training query is valid: the job reports that later.</returns>
    /// <exception cref="ArgumentException">The request is wrong; the message names the property. Nothing was sent.</exception>
    /// <exception cref="CortexException">The server refused, or cannot be reached.</exception>
    Task<string> CreateAsync(FineTuningRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes a job.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">There is no such job, or it was forgotten by the server.</exception>
    Task<FineTuningJob> DescribeAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>Lists the jobs that the server still remembers, in its order. They show id, status, base model and creation time at most.</summary>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">The server refused, or cannot be reached.</exception>
    Task<IReadOnlyList<FineTuningJob>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Cancels a job. What happens to one that is finished is not documented by Snowflake.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">The server refused.</exception>
    Task CancelAsync(string jobId, CancellationToken cancellationToken = default);
}
