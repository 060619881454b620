using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Inference;
using Microsoft.Extensions.Options;

namespace CortexSharp.Rest.DependencyInjection;

/// <summary>Checks the options of one registration when the application starts; each message names the property and the fix.</summary>
internal sealed class CortexRestOptionsValidator(string optionsName) : IValidateOptions<CortexRestOptions>
{
    private const string Options = nameof(CortexRestOptions);

    public ValidateOptionsResult Validate(string? name, CortexRestOptions options)
    {
        if (name != optionsName)
            return ValidateOptionsResult.Skip;
        string[] failures = [.. Address(options), .. Credentials(options), .. Times(options), .. Inference(options.Inference)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Address(CortexRestOptions options)
    {
        if (options.Account is { } account && !AccountIdentifier.IsValid(account))
        {
            yield return $"{Options}.{nameof(options.Account)} is '{account}'; give an identifier such as myorg-myaccount, and a whole address as "
                + $"{nameof(options.Host)}.";
        }
        else if (options.Account is null && string.IsNullOrEmpty(options.Host))
        {
            yield return $"{Options}.{nameof(options.Account)} is missing; give the account's identifier, such as myorg-myaccount, or its "
                + $"{nameof(options.Host)}.";
        }
        else if (options.Address is not { } address || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
        {
            yield return $"{Options}.{nameof(options.Host)} is no host and no address; give one such as myorg-myaccount.snowflakecomputing.com or "
                + "https://HOST:PORT, without path and user.";
        }
        else if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        {
            yield return $"{Options}.{nameof(options.Host)} begins with {address.Scheme}://; credentials go over https only. Plain http is for this "
                + "machine: http://127.0.0.1:PORT.";
        }
    }

    private static IEnumerable<string> Credentials(CortexRestOptions options)
    {
        string[] given =
        [
            .. Given(nameof(options.PrivateKeyFile), options.PrivateKeyFile), .. Given(nameof(options.PrivateKey), options.PrivateKey),
            .. Given(nameof(options.ProgrammaticAccessToken), options.ProgrammaticAccessToken),
            .. Given(nameof(options.OAuthToken), options.OAuthToken),
            .. Given(nameof(options.WorkloadIdentityToken), options.WorkloadIdentityToken),
            .. Given(nameof(options.Credentials), options.Credentials),
        ];
        if (given.Length != 1)
        {
            yield return given.Length == 0
                ? $"{Options} has no credentials; set {nameof(options.PrivateKeyFile)} or {nameof(options.PrivateKey)} with {nameof(options.User)}, "
                    + $"{nameof(options.ProgrammaticAccessToken)}, "
                    + $"{nameof(options.OAuthToken)}, {nameof(options.WorkloadIdentityToken)} or {nameof(options.Credentials)}."
                : $"{Options} has {string.Join(" and ", given)}; set one of them only.";
            yield break;
        }

        if (options.WorkloadIdentityProvider is null != options.WorkloadIdentityToken is null)
        {
            yield return $"{Options}.{nameof(options.WorkloadIdentityProvider)} and {nameof(options.WorkloadIdentityToken)} belong "
                + "together; set both.";
        }

        if (options.ProgrammaticAccessToken is { } secret && string.IsNullOrWhiteSpace(secret))
            yield return $"{Options}.{nameof(options.ProgrammaticAccessToken)} is empty; give the token's secret.";
        if (options.PrivateKeyFile is null && options.PrivateKey is null)
        {
            if (options.PrivateKeyPassphrase is not null)
            {
                yield return $"{Options}.{nameof(options.PrivateKeyPassphrase)} is set without a key; set {nameof(options.PrivateKeyFile)} or "
                    + $"{nameof(options.PrivateKey)} too, or none.";
            }

            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.User))
            yield return $"{Options}.{nameof(options.User)} is missing; a token signed with a private key names the user.";
        if (string.IsNullOrEmpty(options.Account))
        {
            yield return $"{Options}.{nameof(options.Account)} is missing; a token signed with a private key names the account, also where "
                + $"{nameof(options.Host)} says the address.";
        }

        if (KeyFailure(options) is { } failure)
            yield return $"{Options}.{(options.PrivateKeyFile is null ? nameof(options.PrivateKey) : nameof(options.PrivateKeyFile))}: {failure}";
    }

    private static IEnumerable<string> Times(CortexRestOptions options)
    {
        if (options.StatementTimeout is { } timeout && timeout <= TimeSpan.Zero)
            yield return $"{Options}.{nameof(options.StatementTimeout)} is {timeout}; it must be positive, or null.";
        if (options.ConnectTimeout <= TimeSpan.Zero)
            yield return $"{Options}.{nameof(options.ConnectTimeout)} is {options.ConnectTimeout}; it must be positive.";
    }

    private static IEnumerable<string> Inference(RestInferenceOptions options)
    {
        const string Path = $"{Options}.{nameof(CortexRestOptions.Inference)}";
        if (options.Timeout <= TimeSpan.Zero)
            yield return $"{Path}.{nameof(options.Timeout)} is {options.Timeout}; it must be positive.";
        if (options.MaxRetries < 0)
            yield return $"{Path}.{nameof(options.MaxRetries)} is {options.MaxRetries}; it must be 0 or more.";
        if (!Enum.IsDefined(options.Fallback))
            yield return $"{Path}.{nameof(options.Fallback)} is {options.Fallback}; use {string.Join(", ", Enum.GetNames<InferenceFallback>())}.";
    }

    private static string[] Given(string name, object? value) => value is null ? [] : [name];

    private static string? KeyFailure(CortexRestOptions options)
    {
        try
        {
            using var key = options.PrivateKeyFile is { } path
                ? PrivateKey.FromFile(path, options.PrivateKeyPassphrase)
                : PrivateKey.FromPem(options.PrivateKey!, options.PrivateKeyPassphrase, "The private key");
            return null;
        }
        catch (CortexException exception)
        {
            return exception.Message;
        }
    }
}
