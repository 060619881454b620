using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CortexSharp.Rest.Authentication;

/// <summary>Signs tokens with a user's RSA private key; Snowflake holds the public key. Thread-safe.</summary>
/// <remarks>A token lives for 59 minutes and is signed anew five minutes before its end, so a statement that is polled for hours never meets an
/// expired one.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KeyPairCredentials : IRestCredentials, IDisposable
{
    // Snowflake cuts a longer life to one hour (SQL API, "Using key-pair authentication"); the token is dated back so that a server whose clock is
    // behind takes it.
    private static readonly TimeSpan DatedBack = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(59);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly RSA _key;
    private readonly string _subject;
    private readonly TimeProvider _timeProvider;
    private RestToken? _token;
    private DateTimeOffset _renewAt;

    private KeyPairCredentials(string account, string user, RSA key, TimeProvider? timeProvider)
    {
        _subject = $"{AccountIdentifier.InToken(account)}.{user.ToUpperInvariant()}";
        _key = key;
        _timeProvider = timeProvider ?? TimeProvider.System;
        Fingerprint = "SHA256:" + Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>The public key's fingerprint, as <c>DESCRIBE USER</c> shows it in <c>RSA_PUBLIC_KEY_FP</c>.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the key from a file.</summary>
    /// <param name="account">The account's identifier, such as <c>myorg-myaccount</c>.</param>
    /// <param name="user">The user's login name; upper-cased, as Snowflake's own drivers do.</param>
    /// <param name="path">A PEM file: PKCS#8, encrypted or not, or PKCS#1.</param>
    /// <param name="passphrase">The passphrase of an encrypted key; default: none.</param>
    /// <param name="timeProvider">The clock; default: <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="CortexException">The file holds no RSA private key, or the passphrase does not open it
    /// (<see cref="CortexErrorKind.Authentication"/>).</exception>
    public static KeyPairCredentials FromFile(string account, string user, string path, string? passphrase = null, TimeProvider? timeProvider = null)
    {
        Check(account, user);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new(account, user, PrivateKey.FromFile(path, passphrase), timeProvider);
    }

    /// <summary>Reads the key from its text.</summary>
    /// <param name="account">The account's identifier, such as <c>myorg-myaccount</c>.</param>
    /// <param name="user">The user's login name; upper-cased, as Snowflake's own drivers do.</param>
    /// <param name="pem">The key as PEM: PKCS#8, encrypted or not, or PKCS#1.</param>
    /// <param name="passphrase">The passphrase of an encrypted key; default: none.</param>
    /// <param name="timeProvider">The clock; default: <see cref="TimeProvider.System"/>.</param>
    /// <exception cref="CortexException">The text holds no RSA private key, or the passphrase does not open it
    /// (<see cref="CortexErrorKind.Authentication"/>).</exception>
    public static KeyPairCredentials FromPem(string account, string user, string pem, string? passphrase = null, TimeProvider? timeProvider = null)
    {
        Check(account, user);
        ArgumentException.ThrowIfNullOrWhiteSpace(pem);
        return new(account, user, PrivateKey.FromPem(pem, passphrase, "The private key"), timeProvider);
    }

    /// <inheritdoc/>
    public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default)
    {
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (_token is null || now >= _renewAt || _token == refused)
            {
                _token = new RestToken(Sign(now - DatedBack), RestTokenType.KeyPairJwt);
                _renewAt = now - DatedBack + Lifetime - RenewedBefore;
            }

            return new(_token);
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        lock (_lock)
            _key.Dispose();
    }

    /// <summary>Account, user and fingerprint, no secret.</summary>
    public override string ToString() => $"key pair of {_subject}, {Fingerprint}";

    private static void Check(string account, string user)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
    }

    private string Sign(DateTimeOffset issued)
    {
        var (issuer, subject) = (JsonEncodedText.Encode($"{_subject}.{Fingerprint}"), JsonEncodedText.Encode(_subject));
        var (from, until) = (issued.ToUnixTimeSeconds(), (issued + Lifetime).ToUnixTimeSeconds());
        var claims = string.Create(
            CultureInfo.InvariantCulture, $$"""{"iss":"{{issuer}}","sub":"{{subject}}","iat":{{from}},"exp":{{until}}}""");
        // The shared factory would keep the key after it is disposed.
        var signing = new SigningCredentials(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSha256)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        return new JsonWebTokenHandler().CreateToken(claims, signing);
    }
}
