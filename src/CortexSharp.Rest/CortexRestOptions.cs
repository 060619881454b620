using System.Diagnostics;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Inference;

namespace CortexSharp.Rest;

/// <summary>Which account to reach over HTTP, and as whom. Secrets are not shown by a debugger.</summary>
[DebuggerDisplay("{Account ?? Host,nq}, user {User,nq}")]
public sealed class CortexRestOptions
{
    /// <summary>The account's identifier, such as <c>myorg-myaccount</c>, <c>xy12345.eu-central-1</c> or
    /// <c>myorg-myaccount.privatelink</c>.</summary>
    public string? Account { get; set; }

    /// <summary>The host, or the whole address, where it does not follow from <see cref="Account"/>: another domain, a port, a server on this
    /// machine.</summary>
    /// <value>Default: <see langword="null"/>, <c>https://ACCOUNT.snowflakecomputing.com</c>. Plain <c>http</c> is taken for this machine
    /// only.</value>
    public string? Host { get; set; }

    /// <summary>The connection in <c>connections.toml</c> that fills what is not set here; empty for the default connection.</summary>
    /// <value>Default: <see langword="null"/>, no file is read.</value>
    public string? ConnectionName { get; set; }

    /// <summary>The user's login name; needed with a private key.</summary>
    public string? User { get; set; }

    /// <summary>The file of the user's RSA private key (PEM: PKCS#8, encrypted or not, or PKCS#1).</summary>
    public string? PrivateKeyFile { get; set; }

    /// <summary>The user's RSA private key itself, as PEM.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKey { get; set; }

    /// <summary>The passphrase of an encrypted private key.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKeyPassphrase { get; set; }

    /// <summary>The secret of a programmatic access token.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ProgrammaticAccessToken { get; set; }

    /// <summary>Gives OAuth access tokens; asked for each request, so what it calls should cache.</summary>
    public Func<CancellationToken, ValueTask<string>>? OAuthToken { get; set; }

    /// <summary>Who vouches for this workload, such as <c>AZURE</c> (see <see cref="Authentication.WorkloadIdentityProvider"/>); with
    /// <see cref="WorkloadIdentityToken"/>.</summary>
    public string? WorkloadIdentityProvider { get; set; }

    /// <summary>Gives the cloud provider's tokens for this workload, without the prefix <c>WIF.</c>; asked for each request, so what it calls should
    /// cache.</summary>
    public Func<CancellationToken, ValueTask<string>>? WorkloadIdentityToken { get; set; }

    /// <summary>Makes credentials of the caller's own, once.</summary>
    public Func<IRestCredentials>? Credentials { get; set; }

    /// <summary>
    /// The role of statements that name none, in its exact case; default: the user's default role. Questions to models cannot run as another than
    /// that, so
    /// they are refused unless <see cref="RestInferenceOptions.IgnoreRole"/> is set.
    /// </summary>
    public string? Role { get; set; }

    /// <summary>The warehouse of statements that name none, in its exact case; default: the user's default warehouse.</summary>
    public string? Warehouse { get; set; }

    /// <summary>The database of statements that name none, in its exact case; default: the user's default namespace.</summary>
    public string? Database { get; set; }

    /// <summary>The schema of statements that name none, in its exact case; default: the user's default namespace.</summary>
    public string? Schema { get; set; }

    /// <summary>The query tag of statements that have none.</summary>
    public string? QueryTag { get; set; }

    /// <summary>The time after which a statement is given up when it does not say; positive.</summary>
    /// <value>Default: <see langword="null"/>, as long as the account lets it run.</value>
    public TimeSpan? StatementTimeout { get; set; }

    /// <summary>The time to wait for a connection, proxy and TLS included; positive.</summary>
    /// <value>Default: 15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How questions go to models.</summary>
    public RestInferenceOptions Inference { get; } = new();

    /// <summary>The address that relative paths belong to; null when neither host nor account says one.</summary>
    internal Uri? Address
    {
        get
        {
            var host = Host ?? (Account is { Length: > 0 } account ? AccountIdentifier.Host(account) : null);
            var text = host?.Contains("://", StringComparison.Ordinal) == true ? host : $"https://{host}";
            return host is not null && Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) ? address : null;
        }
    }

    /// <summary>The credentials that the options describe; they have been validated.</summary>
    internal IRestCredentials CreateCredentials(TimeProvider timeProvider) => this switch
    {
        { Credentials: { } own } => own(),
        { PrivateKeyFile: { } path } => KeyPairCredentials.FromFile(Account!, User!, path, PrivateKeyPassphrase, timeProvider),
        { PrivateKey: { } pem } => KeyPairCredentials.FromPem(Account!, User!, pem, PrivateKeyPassphrase, timeProvider),
        { ProgrammaticAccessToken: { } secret } => TokenCredentials.ProgrammaticAccessToken(secret),
        { OAuthToken: { } token } => TokenCredentials.OAuth(token),
        { WorkloadIdentityProvider: { } provider, WorkloadIdentityToken: { } token } =>
            TokenCredentials.WorkloadIdentity(new(provider.ToUpperInvariant()), token),
        _ => throw new InvalidOperationException("The options name no credentials."),
    };
}
