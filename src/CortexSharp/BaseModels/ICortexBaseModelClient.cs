namespace CortexSharp.BaseModels;

/// <summary>Says which base models an account has, and why one can or cannot be used. Thread-safe; mock it freely.</summary>
public interface ICortexBaseModelClient
{
    /// <summary>The base models that the role may use, by name. It needs no warehouse.</summary>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">The list cannot be had.</exception>
    Task<IReadOnlyList<BaseModel>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Says why a base model cannot be called or tuned here: whether it is offered, until when, the region and cross-region inference, and
    /// the role's privileges. What an account does not let one see becomes a warning, not a verdict.
    /// </summary>
    /// <param name="request">Which model, for what.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="CortexException">The account cannot be reached.</exception>
    Task<BaseModelCheck> CheckAsync(BaseModelCheckRequest request, CancellationToken cancellationToken = default);
}
