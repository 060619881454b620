namespace CortexSharp.Lifecycle.Resolution;

/// <summary>Lets an application call by use case. Thread-safe; a call costs no statement as long as what is known is fresh.</summary>
public interface ICortexModelResolver
{
    /// <summary>The model to call.</summary>
    /// <remarks>
    /// A key goes to the canary when the first eight hexadecimal digits of <c>SHA2('use case|key', 256)</c>, as a number modulo 10,000, are below the
    /// share in hundredths of a percent: in every process and version of this library, and in SQL. A larger share keeps the keys of a smaller one.
    /// </remarks>
    /// <param name="useCase">The use case.</param>
    /// <param name="key">
    /// What a canary goes by, such as a user's or conversation's id: the same key gets the same model as long as the canary stays. Null: the live
    /// model.
    /// </param>
    /// <param name="cancellationToken">Stops the waiting; what is read for others too goes on.</param>
    /// <exception cref="CortexException">No model was promoted for the use case, or what is known is too old and cannot be read anew.</exception>
    ValueTask<ResolvedModel> ResolveAsync(string useCase, string? key = null, CancellationToken cancellationToken = default);
}
