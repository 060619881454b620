using System.Globalization;
using System.Net;
using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Rest.Tests.Sql;

public class RestSqlExecutorTests
{
    [Fact]
    public async Task Execute_ReadingWithoutToken_TakesOneRequest()
    {
        var server = new ScriptedServer().Then(Replies.OneRow("hello"));
        await using var result = await Executors.Create(server).ExecuteAsync(Executors.Select, Executors.Reading);
        Assert.Equal("hello", Assert.Single(await result.Rows.ToListAsync()).Get<string>("A"));
        Assert.Equal((Replies.Handle, null), (result.QueryId, result.AffectedRows));
        Assert.Equal(new SqlColumn("A", "TEXT"), Assert.Single(result.Columns));
        var request = Assert.Single(server.Requests);
        Assert.Matches("^POST /api/v2/statements\\?requestId=[0-9a-f-]{36}$", request.ToString());
        Assert.Contains("User-Agent: CortexSharp/", request.Headers, StringComparison.Ordinal);
        Assert.Contains("Accept: application/json", request.Headers, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", request.Headers, StringComparison.Ordinal);
        Assert.Contains("X-Snowflake-Authorization-Token-Type: OAUTH", request.Headers, StringComparison.Ordinal);
        Assert.Equal("""{"statement":"SELECT A FROM T"}""", request.Body);
    }

    public static TheoryData<string, SqlExecutionOptions, bool> InBackground => new()
    {
        { "token", Executors.Reading, true },
        { "time limit", Executors.Reading with { Timeout = TimeSpan.FromMinutes(1) }, false },
        { "request id", Executors.Reading with { RequestId = Guid.NewGuid() }, false },
        { "write", new() { Effect = SqlEffect.Write }, false },
        { "billable", new() { Effect = SqlEffect.Billable }, false },
    };

    [Theory]
    [MemberData(nameof(InBackground))]
    public async Task Execute_MayHaveToBeFoundOrStopped_RunsInTheBackground(string why, SqlExecutionOptions options, bool hasToken)
    {
        using var source = new CancellationTokenSource();
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.OneRow());
        await using var result =
            await Executors.Create(server, new ManualTimeProvider()).ExecuteAsync(Executors.Select, options, hasToken ? source.Token : default);
        Assert.True(server.Requests[0].PathAndQuery.Contains("&async=true", StringComparison.Ordinal), why);
        Assert.Equal($"GET /api/v2/statements/{Replies.Handle}", server.Requests[1].ToString());
    }

    [Fact]
    public async Task Execute_EveryOption_IsSent()
    {
        var server = new ScriptedServer().Then(Replies.OneRow());
        var options = new SqlExecutionOptions
        {
            RequestId = new("0f8fad5b-d9cb-469f-a165-70867728950e"),
            Role = "R",
            Warehouse = "W",
            Database = "D",
            Schema = "S",
            QueryTag = "t",
            Timeout = TimeSpan.FromSeconds(1.2),
        };
        await using var result =
            await Executors.Create(server, new ManualTimeProvider()).ExecuteAsync(SqlStatement.Create($"SELECT {1}, {"é"}"), options);
        var request = Assert.Single(server.Requests);
        Assert.Equal("/api/v2/statements?requestId=0f8fad5b-d9cb-469f-a165-70867728950e&async=true&retry=true", request.PathAndQuery);
        using var body = JsonDocument.Parse(request.Body!);
        using var expected = JsonDocument.Parse("""
            {"statement":"SELECT ?, ?","timeout":2,"role":"R","warehouse":"W","database":"D","schema":"S",
             "bindings":{"1":{"type":"FIXED","value":"1"},"2":{"type":"TEXT","value":"é"}},"parameters":{"query_tag":"t"}}
            """);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, body.RootElement), request.Body);
    }

    [Fact]
    public async Task Execute_OptionNotSet_IsTheExecutorsOwn()
    {
        var server = new ScriptedServer().Then(Replies.OneRow());
        var executor =
            Executors.Create(server, new RestSqlExecutorOptions { Role = "R", Warehouse = "W", Database = "D", Schema = "S", QueryTag = "t" });
        await using var result = await executor.ExecuteAsync(Executors.Select, Executors.Reading with { Role = "OTHER" });
        Assert.Equal(
            """{"statement":"SELECT A FROM T","role":"OTHER","warehouse":"W","database":"D","schema":"S","parameters":{"query_tag":"t"}}""",
            Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task Execute_PendingForLong_IsAskedUntilItHasFinished()
    {
        var server = new ScriptedServer();
        for (var i = 0; i < 30; i++)
            server.Then(i % 3 == 2 ? Replies.Failure(HttpStatusCode.TooManyRequests, "390505", "Too many requests.") : Replies.Pending());
        server.Then(Replies.OneRow("late"));
        Assert.Equal("late", await Executors.Create(server).QueryScalarAsync<string>(Executors.Select, new() { Effect = SqlEffect.Write }));
        Assert.All(server.Requests.Skip(1), r => Assert.Equal(HttpMethod.Get, r.Method));
        Assert.Equal(31, server.Requests.Count);
    }

    [Fact]
    public async Task Execute_Dml_CountsByItsStatistics()
    {
        var server = new ScriptedServer().Then(Replies.Result("""[{"name":"number of rows inserted","type":"FIXED","scale":0},{"name":"number of rows updated","type":"fixed"}]""", """[["2","3"]]""",
            extra: ""","stats":{"numRowsInserted":2,"numRowsUpdated":3,"numRowsDeleted":4,"numDuplicateRowsUpdated":100}"""));
        Assert.Equal(9, await Executors.Create(server).ExecuteNonQueryAsync(SqlStatement.Create($"MERGE …")));
    }

    [Theory]
    [InlineData(422, "001003", "SQL compilation error:\\nsyntax error line 1", "invalid_sql")]
    [InlineData(422, "002003", "SQL compilation error:\\nObject 'T' does not exist or not authorized.", "not_found_or_not_authorized")]
    [InlineData(422, "100037", "FIXED value 'x' is not recognized", "invalid_value")]
    [InlineData(422, "100351", "Request failed for external function X with remote service error: 400 '\\\"unknown model y\\\"'", "unknown_model")]
    [InlineData(408, "000630", "Statement reached its statement or warehouse timeout of 1 second(s) and was canceled.", "timeout")]
    [InlineData(408, "999999", "gone", "timeout")]
    [InlineData(400, "390142", "Incoming request does not contain a valid payload.", "unknown")]
    [InlineData(401, "390303", "Invalid OAuth access token.", "authentication")]
    [InlineData(403, "390422", "Incoming request with IP is not allowed.", "not_authorized")]
    [InlineData(200, "390112", "Your session has expired.", "authentication")]
    public async Task Execute_Refused_TellsWhatTheServerSaid(int status, string code, string message, string kind)
    {
        var server = new ScriptedServer().Then(Replies.Failure((HttpStatusCode)status, code, message));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(Executors.Select, Executors.Reading));
        Assert.Equal(
            (new CortexErrorKind(kind), int.Parse(code, CultureInfo.InvariantCulture), "42000", Replies.Handle),
            (exception.Kind, exception.ErrorCode, exception.SqlState, exception.QueryId));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Execute_FailsWhilePending_TellsWhatTheServerSaid()
    {
        var server = new ScriptedServer().Then(Replies.Pending())
            .Then(Replies.Failure(HttpStatusCode.UnprocessableEntity, "100038", "Numeric value 'x' is not recognized", "22018"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(Executors.Select));
        Assert.Equal((CortexErrorKind.InvalidValue, "22018", Replies.Handle), (exception.Kind, exception.SqlState, exception.QueryId));
    }

    [Fact]
    public async Task Execute_ResultTooLarge_IsRefusedInsteadOfCutShort()
    {
        var server = new ScriptedServer().Then(Replies.Result(Replies.TextColumn, """[["x"]]""", code: "391908"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(Executors.Select, Executors.Reading));
        Assert.Equal((CortexErrorKind.NotSupported, 391908), (exception.Kind, exception.ErrorCode));
    }

    [Fact]
    public async Task Execute_Fails_MessageHoldsNeitherSqlNorBinds()
    {
        var server = new ScriptedServer();
        for (var i = 0; i < 6; i++)
            server.Then(Replies.Of(HttpStatusCode.OK, "<html>private</html>"));
        var exception = await Assert.ThrowsAsync<CortexException>(() =>
            Executors.Create(server).ExecuteAsync(SqlStatement.Create($"SELECT {"secret"}, 'hidden'"), Executors.Reading));
        Assert.Equal(CortexErrorKind.UnexpectedResponse, exception.Kind);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_Running_WaitsForIt()
    {
        var server = new ScriptedServer().Then(Replies.Pending()).Then(Replies.Pending()).Then(Replies.OneRow("again"));
        await using var result = await Executors.Create(server).AttachAsync(Replies.Handle);
        Assert.Equal("again", Assert.Single(await result.Rows.ToListAsync()).Get<string>(0));
        Assert.All(server.Requests, r => Assert.Equal($"GET /api/v2/statements/{Replies.Handle}", r.ToString()));
    }

    [Theory]
    [InlineData(404, "000000")]
    [InlineData(422, "000709")]
    public async Task Attach_UnknownStatement_ThrowsNotFound(int status, string code)
    {
        var server = new ScriptedServer().Then(Replies.Failure((HttpStatusCode)status, code, "Statement not found"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).AttachAsync("../x?y"));
        Assert.Equal((CortexErrorKind.NotFound, "../x?y"), (exception.Kind, exception.QueryId));
        Assert.Equal("GET /api/v2/statements/..%2Fx%3Fy", Assert.Single(server.Requests).ToString());
    }

    [Fact]
    public void New_NoAddressOrWrongOption_Throws()
    {
        using var http = new HttpClient();
        Assert.Contains(
            "BaseAddress", Assert.Throws<ArgumentException>(() => new RestSqlExecutor(http, new Mock<IRestCredentials>().Object)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Executors.Create(new(), new RestSqlExecutorOptions { PartitionsAhead = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Executors.Create(new(), new RestSqlExecutorOptions { Timeout = TimeSpan.Zero }));
    }
}
