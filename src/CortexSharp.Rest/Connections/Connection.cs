using System.Globalization;
using CortexSharp.DependencyInjection;
using CortexSharp.Rest.Authentication;

namespace CortexSharp.Rest.Connections;

/// <summary>One named connection of a file, and what its keys mean here. A key that cannot be honoured is refused by name.</summary>
/// <param name="Name">The connection's name.</param>
/// <param name="Path">The file that holds it.</param>
/// <param name="Keys">Its keys and values, secrets among them.</param>
/// <param name="Home">The user's home directory, for paths that begin with <c>~</c>.</param>
/// <param name="IsReadableByOthers">Whether other users of this machine can read the file.</param>
internal sealed record Connection(string Name, string Path, IReadOnlyDictionary<string, object> Keys, string Home, bool IsReadableByOthers = false)
{
    // The places where Snowflake's containers put their token, and what its drivers assume.
    private const string DefaultTokenFile = "/snowflake/session/token";

    private static readonly string[] Honoured =
    [
        "account", "user", "host", "port", "protocol", "role", "warehouse", "database", "schema", "query_tag", "authenticator", "private_key_file",
        "private_key_path", "private_key_raw", "private_key", "private_key_file_pwd", "private_key_passphrase", "private_key_pwd", "token",
        "token_file_path", "workload_identity_provider",
    ];

    // They tune a driver's session or cache, of which there is none over HTTP; results are the same without.
    private static readonly HashSet<string> WithoutMeaning =
    [
        "application", "client_prefetch_threads", "client_request_mfa_token", "client_session_keep_alive",
        "client_session_keep_alive_heartbeat_frequency", "client_store_temporary_credential", "client_telemetry_enabled", "disable_ocsp_checks",
        "enable_connection_diag", "login_timeout", "network_timeout", "ocsp_fail_open", "ocsp_response_cache_filename", "paramstyle",
        "socket_timeout", "validate_default_parameters",
    ];

    private static readonly Dictionary<string, string> OtherTools =
        new() { ["username"] = "user", ["login"] = "user", ["db"] = "database", ["server"] = "host", ["url"] = "host" };

    /// <summary>Fills the options that are not set.</summary>
    /// <exception cref="InvalidDataException">A key is unknown, or means what cannot be done over HTTP.</exception>
    public void Fill(CortexRestOptions options)
    {
        foreach (var key in Keys.Keys)
            Check(key);
        options.Account ??= Text("account");
        options.Host ??= Address();
        options.User ??= Text("user");
        options.Role ??= Text("role");
        options.Warehouse ??= Text("warehouse");
        options.Database ??= Text("database");
        options.Schema ??= Text("schema");
        options.QueryTag ??= Text("query_tag");
        if (options is { Credentials: null, PrivateKeyFile: null, PrivateKey: null }
            and { ProgrammaticAccessToken: null, OAuthToken: null, WorkloadIdentityToken: null })
        {
            FillCredentials(options);
        }
        else
            options.PrivateKeyPassphrase ??= options.PrivateKeyFile is null && options.PrivateKey is null ? null : Passphrase;
    }

    /// <inheritdoc/>
    public override string ToString() => $"connection '{Name}' of {Path}";

    private string? Passphrase => Text("private_key_file_pwd") ?? Text("private_key_passphrase") ?? Text("private_key_pwd");

    private void FillCredentials(CortexRestOptions options)
    {
        var file = FilePath("private_key_file") ?? FilePath("private_key_path");
        var key = Text("private_key_raw") ?? Text("private_key");
        switch (Text("authenticator")?.ToUpperInvariant() ?? (file is null && key is null ? null : "SNOWFLAKE_JWT"))
        {
            case "SNOWFLAKE_JWT":
                options.PrivateKeyFile = file;
                options.PrivateKey = file is null ? key : null;
                options.PrivateKeyPassphrase ??= Passphrase;
                break;
            case "OAUTH":
                options.OAuthToken = Token();
                break;
            case "PROGRAMMATIC_ACCESS_TOKEN" when Text("token") is { } secret:
                options.ProgrammaticAccessToken = secret;
                break;
            case "PROGRAMMATIC_ACCESS_TOKEN" when FilePath("token_file_path") is { } path:
                options.ProgrammaticAccessToken = ReadToken(path);
                break;
            case "WORKLOAD_IDENTITY" when Text("workload_identity_provider") is { } provider
                && (Text("token") ?? Text("token_file_path")) is not null:
                options.WorkloadIdentityProvider = provider;
                options.WorkloadIdentityToken = Token();
                break;
            case "WORKLOAD_IDENTITY":
                throw Wrong($"gets its token from a cloud's SDK, which is not part of this package; set {nameof(options.WorkloadIdentityProvider)} "
                    + $"and {nameof(options.WorkloadIdentityToken)}");
            case "PROGRAMMATIC_ACCESS_TOKEN":
                throw Wrong("has no token; add token or token_file_path");
            case { } other:
                throw Wrong($"has authenticator {other}, which needs a driver or a browser; use SNOWFLAKE_JWT, OAUTH, PROGRAMMATIC_ACCESS_TOKEN or "
                    + $"WORKLOAD_IDENTITY, or set the credentials in {nameof(CortexRestOptions)}");
            default:
                throw Wrong("has no credentials for HTTP; add private_key_file, or an authenticator with a token, or set the credentials in "
                    + $"{nameof(CortexRestOptions)}");
        }
    }

    private void Check(string key)
    {
        if (Honoured.Contains(key) || WithoutMeaning.Contains(key))
            return;
        if (key is "password" or "passcode" or "passcode_in_password")
        {
            throw Wrong($"has {key}, and Snowflake takes no passwords over HTTP; use a private key or a programmatic access token (authenticator = "
                + "\"PROGRAMMATIC_ACCESS_TOKEN\", token = …)");
        }

        if (key is "session_parameters" or "autocommit" or "timezone")
            throw Wrong($"has {key}, and over HTTP there is no session to set it in; leave it out, or use the official driver");
        var near = OtherTools.GetValueOrDefault(key.ToLowerInvariant()) ?? NearestName.Of(key, Honoured);
        throw Wrong($"has the unknown key {key}{(near is null ? "" : $"; did you mean {near}?")}");
    }

    private string? Address()
    {
        var (host, port, protocol) = (Text("host"), Text("port"), Text("protocol"));
        if (host is null && port is null && protocol is null)
            return null;
        host ??= Text("account") is { } account ? AccountIdentifier.Host(account) : null;
        return $"{protocol ?? "https"}://{host}{(port is null ? "" : $":{port}")}";
    }

    private Func<CancellationToken, ValueTask<string>> Token()
    {
        if (Text("token") is { } token)
            return _ => new(token);
        // The file is read each time: whoever puts it there replaces it before the token expires.
        var path = FilePath("token_file_path") ?? DefaultTokenFile;
        return async cancellationToken => await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private string ReadToken(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The token file {path} of the {this} cannot be read: {exception.Message}", exception);
        }
    }

    private string? FilePath(string key) => Text(key) is { } path ? ConnectionFiles.Expand(path, Home) : null;

    private string? Text(string key) => Keys.GetValueOrDefault(key) switch
    {
        null => null,
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        var other => throw Wrong($"has {key} as {other.GetType().Name}; it must be a text"),
    };

    private InvalidDataException Wrong(string what) => new($"The {this} {what}{(what.EndsWith('?') ? "" : ".")}");
}
