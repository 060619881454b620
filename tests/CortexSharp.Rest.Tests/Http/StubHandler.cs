namespace CortexSharp.Rest.Tests.Http;

/// <summary>Answers requests in the process, and keeps what was sent.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(string? Authorization, string? TokenType, string UserAgent, Uri Address)> Requests { get; } = [];

    public HttpClient Client(string address = "https://myorg-myaccount.snowflakecomputing.com/") =>
        new(this, disposeHandler: false) { BaseAddress = new Uri(address) };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((
            request.Headers.Authorization?.ToString(),
            request.Headers.TryGetValues("X-Snowflake-Authorization-Token-Type", out var types) ? types.Single() : null,
            request.Headers.UserAgent.ToString(),
            request.RequestUri!));
        var response = answer(request);
        response.RequestMessage ??= request;
        return Task.FromResult(response);
    }
}
