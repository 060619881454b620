using System.Net;
using System.Net.Http.Headers;
using CortexSharp.Rest.Authentication;

namespace CortexSharp.Rest.Http;

/// <summary>
/// Sends one request with the headers that every endpoint of Snowflake wants. It repeats a request only after a refused token, which ran nothing.
/// </summary>
internal sealed class RestTransport(HttpClient http, IRestCredentials credentials)
{
    /// <summary>Under this key a request says who sends it, for the error that may come of it.</summary>
    public static readonly HttpRequestOptionsKey<string> Caller = new("CortexSharp.Caller");

    private const string TokenTypeHeader = "X-Snowflake-Authorization-Token-Type";

    // The SQL API refuses a request without a User-Agent of the form name/version (Snowflake's SQL API reference, "Headers").
    private static readonly ProductInfoHeaderValue UserAgent = new("CortexSharp", typeof(RestTransport).Assembly.GetName().Version!.ToString(3));

    /// <summary>Sends a request and gives the response as soon as its headers are there; the caller disposes it.</summary>
    /// <param name="request">Makes the request, anew for each try, with a path relative to the account's address.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        SendAsync(request, static (_, _) => Task.FromResult(false), cancellationToken);

    /// <summary>Sends a request to an endpoint that refuses a token by more than the status 401.</summary>
    /// <param name="request">Makes the request, anew for each try, with a path relative to the account's address.</param>
    /// <param name="isRefused">Whether the response says that the token is no longer good.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<bool>> isRefused, CancellationToken cancellationToken)
    {
        var token = await credentials.GetTokenAsync(null, cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request(), token, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.StatusCode != HttpStatusCode.Unauthorized && !await isRefused(response, cancellationToken).ConfigureAwait(false))
                return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }

        var renewed = await credentials.GetTokenAsync(token, cancellationToken).ConfigureAwait(false);
        if (renewed == token)
            return response;
        response.Dispose();
        return await SendAsync(request(), renewed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, RestToken token, CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Headers.Authorization = new("Bearer", token.Secret);
            request.Headers.Add(TokenTypeHeader, token.Type.Value);
            request.Headers.UserAgent.Add(UserAgent);
            request.Options.Set(Caller, credentials.ToString() ?? "");
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
    }
}
