using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Authentication;

/// <summary>Lets requests of Snowflake's REST endpoints through that carry an accepted token, or a JWT signed with a user's key.</summary>
/// <param name="accepted">Who may ask.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialGate(AcceptedCredentials accepted, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    // A token lives for an hour at most, whatever it says itself (Snowflake's page on authenticating to the SQL API).
    private const long MaxLifetime = 3600;

    private readonly Dictionary<string, string> _keys = new(accepted.PublicKeys, StringComparer.OrdinalIgnoreCase);

    /// <summary>Carries a request out, or refuses it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Carries it out.</param>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return next(context); // a session signs in by itself
        if (!header.StartsWith(Scheme, StringComparison.Ordinal))
            return Refusal.WriteAsync(context.Response, HttpStatusCode.Unauthorized, "390101", "Authorization header not found in the request data.");
        var token = header[Scheme.Length..];
        if (accepted.Tokens.Any(known => AreEqual(known, token)))
            return next(context);
        if (token.Split('.') is not [var head, var claims, var signature])
            return Refusal.WriteAsync(context.Response, HttpStatusCode.Unauthorized, "390303", $"Invalid OAuth access token. [{Guid.NewGuid()}]");
        return IsValid(head, claims, signature)
            ? next(context)
            : Refusal.WriteAsync(context.Response, HttpStatusCode.Unauthorized, "390144", $"JWT token is invalid. [{Guid.NewGuid()}]");
    }

    /// <summary>Whether a login may be: with a JWT, or a token that is accepted.</summary>
    /// <param name="token">The login's token, or its password, as which a programmatic access token may be given too.</param>
    public bool Accepts(string? token) =>
        token is not null
        && (accepted.Tokens.Any(known => AreEqual(known, token))
            || (token.Split('.') is [var head, var claims, var signature] && IsValid(head, claims, signature)));

    private static bool AreEqual(string known, string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(known)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    private bool IsValid(string head, string claims, string signature)
    {
        try
        {
            var header = JsonElement.Parse(Base64Url.DecodeFromChars(head));
            var body = JsonElement.Parse(Base64Url.DecodeFromChars(claims));
            var subject = body.GetProperty("sub").GetString()!;
            var dot = subject.IndexOf('.', StringComparison.Ordinal);
            if (header.GetProperty("alg").GetString() != "RS256" || dot <= 0 || !_keys.TryGetValue(subject[(dot + 1)..], out var pem))
                return false;
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            var fingerprint = Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
            return body.GetProperty("iss").GetString() == $"{subject}.SHA256:{fingerprint}"
                && IsInTime(Seconds(body.GetProperty("iat")), Seconds(body.GetProperty("exp")))
                && key.VerifyData(
                    Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or CryptographicException
            or ArgumentException)
        {
            return false;
        }
    }

    private bool IsInTime(long issued, long expires) => time.GetUtcNow().ToUnixTimeSeconds() < Math.Min(expires, issued + MaxLifetime);

    // Milliseconds are taken as well.
    private static long Seconds(JsonElement moment) => moment.GetInt64() is var value and > 100_000_000_000 ? value / 1000 : moment.GetInt64();
}
