using System.Data.Common;
using CortexSharp.DependencyInjection;

namespace CortexSharp.SnowflakeDriver;

/// <summary>The keys that the driver reads. Others it ignores without a word, so that a slip of the pen would connect as somebody else, or
/// elsewhere.</summary>
/// <remarks>Source: the driver's documentation "Connecting" and the keys that its version 6.0.0 knows.</remarks>
internal static class ConnectionKeys
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "ACCOUNT", "USER", "PASSWORD", "ROLE", "DB", "SCHEMA", "WAREHOUSE", "HOST", "PORT", "SCHEME", "AUTHENTICATOR", "TOKEN", "PRIVATE_KEY",
        "PRIVATE_KEY_FILE", "PRIVATE_KEY_PWD", "PASSCODE", "PASSCODEINPASSWORD", "OAUTHCLIENTID", "OAUTHCLIENTSECRET", "OAUTHSCOPE",
        "OAUTHREDIRECTURI", "OAUTHAUTHORIZATIONURL", "OAUTHTOKENREQUESTURL", "OAUTHENABLESINGLEUSEREFRESHTOKENS", "WORKLOAD_IDENTITY_PROVIDER",
        "WORKLOAD_IDENTITY_ENTRA_RESOURCE", "WORKLOAD_IMPERSONATION_PATH", "BROWSER_RESPONSE_TIMEOUT", "DISABLE_CONSOLE_LOGIN",
        "DISABLE_SAML_URL_CHECK", "CLIENT_STORE_TEMPORARY_CREDENTIAL", "POOLINGENABLED", "MINPOOLSIZE", "MAXPOOLSIZE", "WAITINGFORIDLESESSIONTIMEOUT",
        "EXPIRATIONTIMEOUT", "CHANGEDSESSION", "CONNECTION_TIMEOUT", "RETRY_TIMEOUT", "MAXHTTPRETRIES", "DISABLERETRY", "FORCERETRYON404",
        "INCLUDERETRYREASON", "SERVICE_POINT_CONNECTION_LIMIT", "MINTLS", "MAXTLS", "CERTREVOCATIONCHECKMODE", "ENABLECRLDISKCACHING",
        "ENABLECRLINMEMORYCACHING", "ALLOWCERTIFICATESWITHOUTCRLURL", "CRLDOWNLOADTIMEOUT", "CRLDOWNLOADMAXSIZE", "USEPROXY", "PROXYHOST",
        "PROXYPORT", "PROXYUSER", "PROXYPASSWORD", "NONPROXYHOSTS", "CLIENT_SESSION_KEEP_ALIVE", "VALIDATE_DEFAULT_PARAMETERS", "QUERY_TAG",
        "APPLICATION", "HONORSESSIONTIMEZONE", "ALLOW_NUMBER_OVERFLOW_AS_STRING", "CLIENT_TELEMETRY_ENABLED", "DISABLEQUERYCONTEXTCACHE",
        "CLIENT_CONFIG_FILE", "FILE_TRANSFER_MEMORY_THRESHOLD", "FORCEPARSEERROR", "GCS_USE_DOWNSCOPED_CREDENTIAL",
    };

    // What other providers and Snowflake's other drivers call them.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DATABASE"] = "DB",
        ["INITIAL CATALOG"] = "DB",
        ["USERNAME"] = "USER",
        ["USER ID"] = "USER",
        ["USERID"] = "USER",
        ["UID"] = "USER",
        ["PWD"] = "PASSWORD",
        ["SERVER"] = "HOST",
        ["DATA SOURCE"] = "HOST",
        ["URL"] = "HOST",
        ["PROTOCOL"] = "SCHEME",
        ["TIMEOUT"] = "CONNECTION_TIMEOUT",
        ["CONNECT TIMEOUT"] = "CONNECTION_TIMEOUT",
        ["POOLING"] = "POOLINGENABLED",
        ["MIN POOL SIZE"] = "MINPOOLSIZE",
        ["MAX POOL SIZE"] = "MAXPOOLSIZE",
        ["PRIVATE_KEY_FILE_PWD"] = "PRIVATE_KEY_PWD",
        ["PRIVATE_KEY_PATH"] = "PRIVATE_KEY_FILE",
        ["PRIVATE_KEY_PASSPHRASE"] = "PRIVATE_KEY_PWD",
    };

    /// <summary>The keys that hold secrets, whose values are never shown.</summary>
    public static IReadOnlySet<string> Secret { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "PASSWORD", "TOKEN", "PRIVATE_KEY", "PRIVATE_KEY_PWD", "PASSCODE", "OAUTHCLIENTSECRET", "PROXYPASSWORD",
        };

    /// <summary>What is wrong with a connection string, one sentence for each thing; no value is shown.</summary>
    public static IEnumerable<string> Check(string connectionString)
    {
        var (parsed, failure) = Parse(connectionString);
        if (parsed is null)
            return [failure!];
        return parsed.Keys.Cast<string>().Select(CheckKey).OfType<string>();
    }

    /// <summary>What is wrong with a key; null when the driver reads it.</summary>
    public static string? CheckKey(string key)
    {
        if (Known.Contains(key))
            return null;
        if (key.Equals("INSECUREMODE", StringComparison.OrdinalIgnoreCase))
            return "The key insecureMode is ignored by the driver: it checks certificates always. Leave it out.";
        var meant = OtherNames.GetValueOrDefault(key) ?? NearestName.Of(key, Known);
        return $"The key '{key}' is not known to the driver, which would ignore it{(meant is null ? "." : $"; did you mean {meant}?")}";
    }

    /// <summary>Whether the string sets a key.</summary>
    public static bool Sets(string connectionString, string key) => Parse(connectionString).Parsed?.ContainsKey(key) == true;

    /// <summary>The string's keys and values, secrets left out.</summary>
    public static string WithoutSecrets(string connectionString)
    {
        var (parsed, _) = Parse(connectionString);
        foreach (var key in Secret)
            parsed?.Remove(key);
        return parsed?.ConnectionString ?? "";
    }

    private static (DbConnectionStringBuilder? Parsed, string? Failure) Parse(string connectionString)
    {
        try
        {
            return (new DbConnectionStringBuilder { ConnectionString = connectionString }, null);
        }
        catch (ArgumentException)
        {
            // Its message quotes a part of the string.
            return (null, "The connection string is malformed; it is KEY=VALUE;KEY=VALUE, and a value with ';' or quotes in it stands in quotes.");
        }
    }
}
