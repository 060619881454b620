using System.Globalization;
using System.Net;

namespace CortexSharp.Rest.Http;

/// <summary>Why Snowflake, or something on the way to it, does not let a caller in, and what to check.</summary>
/// <param name="Kind">What kind of error it is.</param>
/// <param name="Advice">What to check.</param>
internal sealed record RefusalCause(CortexErrorKind Kind, string Advice)
{
    /// <summary>What to check when the host may be wrong.</summary>
    public const string CheckAccount =
        "Check the account identifier: its host is <organization>-<account>.snowflakecomputing.com with '-' for '_', or a locator with its region "
            + "and cloud, or the whole Host where it is another.";

    /// <summary>What to check when a proxy refuses.</summary>
    public const string CheckProxy = "Check the proxy's address, user and password (HTTPS_PROXY, or the HTTP client's handler) and that it lets the "
        + "account's host through.";

    // How far Snowflake lets clocks differ is not documented; a minute is far more than a synchronised clock is off.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>The cause, where code or text tells it; null for what every executor knows by its text, such as an unknown model.</summary>
    public static RefusalCause? Of(RestError error) => error switch
    {
        { Code: "390422" } => new(
            CortexErrorKind.NotAuthorized,
            "A network policy keeps this machine out: an administrator can add its public address to the policy of the account or user. Behind "
                + "PrivateLink use the privatelink host."),
        { Code: "390144" } => new(
            CortexErrorKind.Authentication,
            $"The key's signature was refused ({error.Caller}). Check the account, the user (its LOGIN_NAME) and that DESCRIBE USER shows this "
                + $"fingerprint as RSA_PUBLIC_KEY_FP or RSA_PUBLIC_KEY_2_FP.{Clock(error)}"),
        { Code: "390303" or "390318" } => new(
            CortexErrorKind.Authentication,
            $"Check that the OAuth token has not expired, is an access token for this account, and maps to the user and the role.{Clock(error)}"),
        { Code: "390112" } => new(CortexErrorKind.Authentication, "The session has expired and nothing was run; get a new token."),
        _ when error.Message.Contains("PAT_INVALID", StringComparison.OrdinalIgnoreCase) => new(
            CortexErrorKind.Authentication,
            "The programmatic access token is wrong, expired or disabled (SHOW USER PROGRAMMATIC ACCESS TOKENS), or the user is under no network "
                + "policy, which such a token needs."),
        { Status: HttpStatusCode.ProxyAuthenticationRequired } => new(CortexErrorKind.Network, $"The proxy asks for a login. {CheckProxy}"),
        { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound, HasReason: false } => new(
            CortexErrorKind.NotFound, $"{error.Host ?? "The host"} does not answer as a Snowflake account, or not under this path. {CheckAccount} A "
                + "proxy or firewall that blocks the address answers like this too."),
        { Status: >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest } => new(
            CortexErrorKind.UnexpectedResponse, $"{error.Host ?? "The host"} points to another address, where credentials are not sent. "
                + $"{CheckAccount}"),
        { Status: (HttpStatusCode)522 } => new(CortexErrorKind.Network, "A certificate is invalid between Snowflake and the account; check what "
            + "intercepts TLS."),
        _ => null,
    };

    /// <summary>What to check where only the status speaks.</summary>
    public static string? AdviceByStatus(RestError error) =>
        error.Status == HttpStatusCode.Unauthorized ? $"Check account, user and credentials ({error.Caller}).{Clock(error)}" : null;

    /// <summary>A sentence on the clocks when they are far apart: a signed token carries this machine's time, and the response the
    /// server's.</summary>
    private static string Clock(RestError error)
    {
        if (error.ClockAhead is not { } ahead || ahead.Duration() <= ClockTolerance)
            return "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $" This machine's clock is {(long)ahead.Duration().TotalSeconds} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the server's, and a "
                + $"token holds the time: set the clock right.");
    }
}
