using System.Diagnostics;

namespace CortexSharp.Rest.Authentication;

/// <summary>Gives tokens that somebody else made. Thread-safe if the caller's callback is.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TokenCredentials : IRestCredentials
{
    private readonly RestTokenType _type;
    private readonly string _prefix;
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly Func<CancellationToken, ValueTask<string>> _token;

    private TokenCredentials(RestTokenType type, Func<CancellationToken, ValueTask<string>> token, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(token);
        _type = type;
        _token = token;
        _prefix = prefix;
    }

    /// <summary>A programmatic access token, whose secret stays the same.</summary>
    /// <param name="secret">The token's secret, as Snowflake showed it once.</param>
    public static TokenCredentials ProgrammaticAccessToken(string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        return new(RestTokenType.ProgrammaticAccessToken, _ => new(secret));
    }

    /// <summary>OAuth access tokens, of Snowflake's own or an external authorisation server.</summary>
    /// <param name="token">Gives a token that is good now. It is asked for each request, and again when Snowflake refuses one; clients such as MSAL
    /// cache by themselves.</param>
    public static TokenCredentials OAuth(Func<CancellationToken, ValueTask<string>> token) => new(RestTokenType.OAuth, token);

    /// <summary>A cloud provider's tokens for the workload that runs this program.</summary>
    /// <param name="provider">Who vouches for the workload.</param>
    /// <param name="token">Gives the provider's token that is good now, without a prefix; asked as for <see cref="OAuth"/>.</param>
    public static TokenCredentials WorkloadIdentity(WorkloadIdentityProvider provider, Func<CancellationToken, ValueTask<string>> token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider.Value);
        return new(RestTokenType.WorkloadIdentity, token, $"WIF.{provider}.");
    }

    /// <inheritdoc/>
    public async ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default)
    {
        string token;
        try
        {
            token = await _token(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not CortexException)
        {
            throw new CortexException(CortexErrorKind.Authentication, $"The source of {this} failed with {exception.GetType().Name}; see "
                + "the inner exception.", exception);
        }

        // A header cannot hold a line end; a token file that ends in one is common.
        token = token?.Trim() ?? "";
        if (token.Length == 0 || token.Any(static c => c is <= ' ' or >= '\u007f'))
        {
            throw new CortexException(
                CortexErrorKind.Authentication,
                $"The source of {this} gave {(token.Length == 0 ? "no token" : "a text with blanks or letters that no token has")}. It must give "
                + "the bare token.");
        }

        return new RestToken(_prefix + token, _type);
    }

    /// <summary>The kind of token, no secret.</summary>
    public override string ToString() => _prefix.Length == 0 ? $"{_type} tokens" : $"{_type} tokens of {_prefix[4..^1]}";
}
