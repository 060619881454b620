using System.Net;
using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Tests;

/// <summary>The REST executor, asking this server over a real connection.</summary>
[CollectionDefinition(nameof(RestSqlExecutorConformanceTests), DisableParallelization = true)]
[Collection(nameof(RestSqlExecutorConformanceTests))]
public sealed class RestSqlExecutorConformanceTests : SqlExecutorConformance
{
    private readonly AcceptedStatements _accepted = new();
    private LocalCortexServer _server = null!;
    private HttpClient _http = null!;

    protected override ISqlExecutor Executor => field ??= new RestSqlExecutor(_http, new AnyToken());

    protected override async Task<string?> RunningAsync() => await _accepted.Next;

    public override async Task InitializeAsync()
    {
        _server = await LocalCortexServer.StartAsync();
        _http = new(_accepted) { BaseAddress = _server.Url };
    }

    public override async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Attach_StatementOfAnotherExecutor_WaitsForItsResult()
    {
        var running = Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT SYSTEM$WAIT(0.2)"), new() { RequestId = Guid.NewGuid() });
        var handle = await _accepted.Next;
        await using var result = await new RestSqlExecutor(_http, new AnyToken()).AttachAsync(handle);
        Assert.Equal(await running, Assert.Single(await result.Rows.ToListAsync()).Get<string>(0));
    }

    private sealed class AnyToken : IRestCredentials
    {
        public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default) =>
            new(new RestToken("any", RestTokenType.OAuth));
    }

    /// <summary>Sees which statements the server has begun to run in the background.</summary>
    private sealed class AcceptedStatements() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private TaskCompletionSource<string> _next = NewNext();

        /// <summary>The handle of the statement that was sent last.</summary>
        public Task<string> Next => _next.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isStatement = request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/statements", StringComparison.Ordinal);
            var next = isStatement ? _next = NewNext() : null;
            var response = await base.SendAsync(request, cancellationToken);
            if (next is not null && response.StatusCode == HttpStatusCode.Accepted)
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
                next.SetResult(body.RootElement.GetProperty("statementHandle").GetString()!);
            }

            return response;
        }

        private static TaskCompletionSource<string> NewNext() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
