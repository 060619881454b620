namespace CortexSharp.Local.Server.Session;

/// <summary>
/// A request of the session protocol that is refused; it is answered with HTTP 200 and an error in the envelope, as all errors there.
/// </summary>
/// <param name="code">Snowflake's number.</param>
/// <param name="sqlState">The SQLSTATE.</param>
/// <param name="message">What is wrong.</param>
internal sealed class SessionException(int code, string sqlState, string message) : LocalSqlException(code, sqlState, message)
{
    private const string ConnectionState = "08001";

    /// <summary>The driver renews the token and sends the same request again.</summary>
    public static SessionException TokenExpired => new(390112, ConnectionState, "The session token has expired. Renew it with the master token.");

    /// <summary>The driver must log in anew.</summary>
    public static SessionException MasterTokenExpired =>
        new(390114, ConnectionState, "Authentication token has expired. The user must authenticate again.");

    /// <summary>The login's password, token or JWT is none that is accepted.</summary>
    public static SessionException LoginRefused => new(390100, ConnectionState, "Incorrect username or password was specified.");

    /// <summary>The session was closed.</summary>
    public static SessionException SessionGone => new(390111, ConnectionState, "Session no longer exists. New login required to access the service.");

    /// <summary>No token, or one that this server did not give; one from before its last start, for instance.</summary>
    public static SessionException TokenInvalid => new(390104, ConnectionState, "The session token is invalid. Log in again.");

    /// <summary>The body is not what the endpoint takes.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static SessionException BadRequest(string problem) =>
        new(390142, ConnectionState, $"Incoming request does not contain a valid payload: {problem}");

    /// <summary>No statement has this id, or not any more.</summary>
    /// <param name="queryId">The id.</param>
    public static SessionException StatementNotFound(string queryId) => new(709, "02000", $"Statement {queryId} not found");

    /// <summary>Something that Snowflake can do and this server cannot.</summary>
    /// <param name="what">What it is, and what to do instead.</param>
    public static SessionException NotSupported(string what) => new(2, "0A000", $"SQL compilation error:\nUnsupported feature {what}");
}
