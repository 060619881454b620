namespace CortexSharp.Rest.Authentication;

/// <summary>Proves to Snowflake who is calling. Thread-safe.</summary>
public interface IRestCredentials
{
    /// <summary>A token that is good for the next request; a cached one where it lives long enough.</summary>
    /// <param name="refused">The token that the server has just refused, so that it is not given again; null for a first try.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="CortexException">No token can be had (<see cref="CortexErrorKind.Authentication"/>).</exception>
    ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default);
}
