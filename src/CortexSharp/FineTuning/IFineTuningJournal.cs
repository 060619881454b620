namespace CortexSharp.FineTuning;

/// <summary>
/// Remembers, outside of the process, which job was meant to be started and which was; so a crash in between pays for nothing twice.
/// </summary>
public interface IFineTuningJournal
{
    /// <summary>
    /// Writes down that a job is about to be started, or reads what was written before. To write it down is to claim it: one caller starts the job.
    /// </summary>
    /// <param name="intent">The caller's name for the job; the same again after a crash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the journal says now.</returns>
    Task<FineTuningIntent> ClaimAsync(string intent, CancellationToken cancellationToken = default);

    /// <summary>Writes down the job that was started, or found, under a claim.</summary>
    /// <param name="claimed">What <see cref="ClaimAsync"/> gave.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CortexException">
    /// The claim was taken over meanwhile, so there may be two jobs (<see cref="CortexErrorKind.AmbiguousJob"/>).
    /// </exception>
    Task SetJobAsync(FineTuningIntent claimed, string jobId, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim up after the server refused to start the job, so that the next call need not wait.</summary>
    /// <param name="claimed">What <see cref="ClaimAsync"/> gave.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ReleaseAsync(FineTuningIntent claimed, CancellationToken cancellationToken = default);
}
