namespace CortexSharp.Lifecycle.Versions;

/// <summary>The book of model versions. Thread-safe; any number of processes may write to it at once.</summary>
public interface IModelLedger
{
    /// <summary>Gives a use case's next number. Two callers at once get different ones; the same request made again gets the same one.</summary>
    /// <param name="request">For which use case.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="CortexException">
    /// A statement failed, or others were quicker so often that it was given up (<see cref="CortexErrorKind.Conflict"/>).
    /// </exception>
    Task<ModelVersion> ReserveAsync(ModelVersionRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims a training for a version. Of several callers at once one holds it, and all hear whose it is: who goes on as that version, with
    /// <see cref="ReserveAsync"/> under its id, trains with the holder and not beside it.
    /// </summary>
    /// <param name="useCase">For which use case.</param>
    /// <param name="training">What is trained, in a text that is the same for the same training.</param>
    /// <param name="id">The id of the version that would have it.</param>
    /// <param name="insteadOf">A holder whose version is over, in whose place it is claimed; default: <see langword="null"/>, of nobody.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <returns>The id of the version that has it, perhaps another.</returns>
    /// <exception cref="CortexException">A statement failed.</exception>
    Task<Guid> ClaimAsync(string useCase, string training, Guid id, Guid? insteadOf = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes what is new of a version: everything but its id, use case, number, name and base model. Nobody's change is written over unseen.
    /// </summary>
    /// <param name="version">The version as it is now, with the revision that was read.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The version with its next revision.</returns>
    /// <exception cref="VersionChangedException">Somebody wrote something else since it was read.</exception>
    /// <exception cref="CortexException">The statement failed, or there is no such version (<see cref="CortexErrorKind.NotFound"/>).</exception>
    Task<ModelVersion> UpdateAsync(ModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>The versions of a use case, newest first.</summary>
    /// <param name="useCase">The use case; null for all.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<IReadOnlyList<ModelVersion>> ListAsync(string? useCase = null, CancellationToken cancellationToken = default);
}
