namespace CortexSharp.Lifecycle.Resolution;

/// <summary>Lets an application call by use case. Thread-safe; a call costs no statement as long as what is known is fresh.</summary>
public interface ICortexModelResolver
{
    /// <summary>The model to call.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="key">
    /// What a canary goes by, such as a user's or conversation's id: the same key gets the same model as long as the canary stays. Null: the live
    /// model.
    /// </param>
    /// <param name="cancellationToken">Stops the waiting; what is read for others too goes on.</param>
    /// <exception cref="CortexException">No model was promoted for the use case, or what is known is too old and cannot be read anew.</exception>
    ValueTask<ResolvedModel> ResolveAsync(string useCase, string? key = null, CancellationToken cancellationToken = default);
}
