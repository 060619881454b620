namespace CortexSharp.Lifecycle.Versions;

/// <summary>The book of model versions. Thread-safe; any number of processes may write to it at once.</summary>
public interface IModelLedger
{
    /// <summary>Gives a use case's next number. Two callers at once get different ones; the same request made again gets the same one.</summary>
    /// <param name="request">For which use case.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="CortexException">A statement failed, or others were quicker so often that it was given up (<see cref="CortexErrorKind.Conflict"/>).</exception>
    Task<ModelVersion> ReserveAsync(ModelVersionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Writes what is new of a version: everything but its id, use case, number, name and base model. Nobody's change is written over unseen.</summary>
    /// <param name="version">The version as it is now, with the revision that was read.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The version with its next revision.</returns>
    /// <exception cref="CortexException">
    /// The statement failed, there is no such version (<see cref="CortexErrorKind.NotFound"/>), or somebody wrote something else since it was read (<see cref="CortexErrorKind.Conflict"/>).
    /// </exception>
    Task<ModelVersion> UpdateAsync(ModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>The versions of a use case, newest first.</summary>
    /// <param name="useCase">The use case; null for all.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<IReadOnlyList<ModelVersion>> ListAsync(string? useCase = null, CancellationToken cancellationToken = default);
}
