using System.Net;
using System.Text;
using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Http;
using CortexSharp.Rest.Inference;
using Microsoft.Extensions.Logging;
using Moq;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>A server that answers by a script, one entry for each request, and keeps what it was sent.</summary>
internal sealed class ScriptedServer : HttpMessageHandler, ILogger<RestCompleteClient>
{
    private readonly Queue<Func<CancellationToken, HttpResponseMessage>> _script = new();

    public List<(string Path, string Body, string? Accept, string? Token)> Requests { get; } = [];

    public ManualTimeProvider Time { get; init; } = new() { SkipsWaiting = true, LongestSkip = TimeSpan.FromMinutes(2) };

    public RestInferenceOptions Options { get; } = new();

    public Mock<ICortexCompleteClient> Sql { get; } = new(MockBehavior.Strict);

    public string? Role { get; init; }

    public List<string> Logged { get; } = [];

    public ScriptedServer Then(Func<CancellationToken, HttpResponseMessage> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public ScriptedServer Then(HttpStatusCode status, string body = "", int? retryAfter = null) => Then(_ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        response.Headers.Add("X-Snowflake-Request-ID", "request-1");
        if (retryAfter is { } seconds)
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    });

    public ScriptedServer ThenJson(string body) => Then(HttpStatusCode.OK, body);

    public ScriptedServer ThenEvents(string body, string? contentType = "text/event-stream") =>
        ThenBody(new MemoryStream(Encoding.UTF8.GetBytes(body)), contentType);

    public ScriptedServer ThenBody(Stream body, string? contentType = "text/event-stream") => Then(_ =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Content.Headers.ContentType = contentType is null ? null : new(contentType);
        return response;
    });

    public RestCompleteClient Client() => new(
        new RestTransport(
            new HttpClient(this) { BaseAddress = new("https://org-account.snowflakecomputing.com"), Timeout = Timeout.InfiniteTimeSpan },
            new Tokens()),
        Sql.Object, Options, Role, Time, this);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Add($"{eventId.Id} {formatter(state, exception)}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add(
            (request.RequestUri!.PathAndQuery, await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.Accept.ToString(),
                request.Headers.Authorization?.Parameter));
        return _script.Dequeue()(cancellationToken);
    }

    private sealed class Tokens : IRestCredentials
    {
        public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default) =>
            new(new RestToken(refused is null ? "first" : "renewed", RestTokenType.OAuth));
    }
}
