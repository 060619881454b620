using System.Net;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Docs.Tests.Snippets;

public sealed class RestSqlSnippets
{
    private readonly ResultServer _server = new();

    [Fact]
    public async Task Execute()
    {
        using var handler = _server;
        var credentials = AnyToken();

        #region rest-sql
        using var http = new HttpClient(handler) { BaseAddress = new("https://myorg-myaccount.snowflakecomputing.com/") };
        var executor = new RestSqlExecutor(http, credentials, new RestSqlExecutorOptions { Warehouse = "WORK", QueryTag = "tickets" });
        await foreach (var row in executor.QueryAsync(SqlStatement.Create($"SELECT ID, TITLE FROM TICKETS WHERE OPEN = {true}")))
            Console.WriteLine($"{row.Get<long>("ID")} {row.Get<string>("TITLE")}");
        #endregion

        Assert.Equal("POST", Assert.Single(_server.Methods));
    }

    [Fact]
    public async Task Attach()
    {
        using var http = new HttpClient(_server) { BaseAddress = new("https://myorg-myaccount.snowflakecomputing.com/") };
        IResumableSqlExecutor executor = new RestSqlExecutor(http, AnyToken());

        #region rest-attach
        var journalled = Guid.NewGuid(); // written down before the statement is sent
        await using var result = await executor.ExecuteAsync(
            SqlStatement.Create($"CREATE TABLE ANSWERS AS SELECT ID, AI_COMPLETE('llama3.1-8b', TITLE) AS ANSWER FROM TICKETS"),
            new SqlExecutionOptions { RequestId = journalled, Effect = SqlEffect.Billable });

        // Another process, later: the same id gives the same run, and so does the id of the query.
        await using var again = await executor.AttachAsync(result.QueryId!);
        #endregion

        Assert.Equal(["POST", "GET"], _server.Methods);
    }

    private static IRestCredentials AnyToken()
    {
        var credentials = new Mock<IRestCredentials>();
        credentials.Setup(c => c.GetTokenAsync(null, It.IsAny<CancellationToken>())).Returns(() => new(new RestToken("secret", RestTokenType.OAuth)));
        return credentials.Object;
    }

    private sealed class ResultServer : HttpMessageHandler
    {
        public List<string> Methods { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Methods.Add(request.Method.Method);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""
                    {"code":"090001","statementHandle":"01c0ffee-0000-0000-0000-000000000001","resultSetMetaData":{"numRows":1,
                     "rowType":[{"name":"ID","type":"fixed","scale":0},{"name":"TITLE","type":"text"}]},"data":[["7","late parcel"]]}
                    """),
            });
        }
    }
}
