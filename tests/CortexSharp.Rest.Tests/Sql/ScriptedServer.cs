using System.Net;

namespace CortexSharp.Rest.Tests.Sql;

/// <summary>A server that answers one request after the other by a script, and keeps what it was asked.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly List<Request> _requests = [];

    public sealed record Request(HttpMethod Method, string PathAndQuery, string? Body, string Headers)
    {
        public override string ToString() => $"{Method} {PathAndQuery}";
    }

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public ScriptedServer Then(HttpResponseMessage response) => Then(_ => Task.FromResult(response));

    public ScriptedServer Then(Exception failure) => Then(_ => Task.FromException<HttpResponseMessage>(failure));

    public ScriptedServer Then(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    /// <summary>Leaves a request without an answer until it is given up.</summary>
    public ScriptedServer ThenNothing() => ThenNothing(out _);

    /// <inheritdoc cref="ThenNothing()"/>
    /// <param name="asked">Ends when the request has come.</param>
    public ScriptedServer ThenNothing(out Task asked)
    {
        var arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        asked = arrival.Task;
        return Then(async token =>
        {
            arrival.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("Not reached.");
        });
    }

    public HttpClient CreateClient() => new(this) { BaseAddress = new("http://scripted.invalid/") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToString() + request.Content?.Headers;
        Func<CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_lock)
        {
            _requests.Add(new(request.Method, request.RequestUri!.PathAndQuery, body, headers));
            if (!_script.TryDequeue(out answer!))
            {
                return new HttpResponseMessage(HttpStatusCode.NotImplemented)
                {
                    Content =
                        new StringContent($$"""{"message":"The script has no answer for {{request.Method}} {{request.RequestUri.PathAndQuery}}."}"""),
                };
            }
        }

        return await answer(cancellationToken);
    }
}
