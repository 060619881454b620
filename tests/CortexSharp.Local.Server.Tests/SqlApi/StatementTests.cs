using System.Net;

namespace CortexSharp.Local.Server.Tests.SqlApi;

public class StatementTests : ServerTest
{
    [Fact]
    public async Task Post_Query_GivesTheDocumentedResult()
    {
        var answer = await RunAsync("SELECT 'a' AS t, 1 AS n, NULL AS z");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("090001", answer.Code);
        Assert.Equal("""[["a","1",null]]""", answer.Data);
        var meta = answer.Body.GetProperty("resultSetMetaData");
        Assert.Equal(1, meta.GetProperty("numRows").GetInt32());
        Assert.Equal("jsonv2", meta.GetProperty("format").GetString());
        Assert.Equal("T", meta.GetProperty("rowType")[0].GetProperty("name").GetString());
        Assert.Equal("text", meta.GetProperty("rowType")[0].GetProperty("type").GetString());
        Assert.Equal("fixed", meta.GetProperty("rowType")[1].GetProperty("type").GetString());
        Assert.Equal(1, meta.GetProperty("partitionInfo")[0].GetProperty("rowCount").GetInt32());
        Assert.StartsWith(
            $"/api/v2/statements/{answer.Handle}?requestId=", answer.Body.GetProperty("statementStatusUrl").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BrokenSql_GivesSnowflakesError()
    {
        var answer = await RunAsync("SELECT FROM WHERE");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("001003", answer.Code);
        Assert.Equal("42000", answer.Body.GetProperty("sqlState").GetString());
        Assert.StartsWith("SQL compilation error:", answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GetAsync($"/api/v2/statements/{answer.Handle}")).Status);
    }

    [Fact]
    public async Task Post_Asynchronous_IsFoundByItsHandle()
    {
        var started = await RunAsync("SELECT 7 AS n", "?async=true");

        var answer = started;
        while (answer.Status == HttpStatusCode.Accepted)
        {
            Assert.Equal("333334", answer.Code);
            answer = await GetAsync($"/api/v2/statements/{started.Handle}");
        }

        Assert.Equal("""[["7"]]""", answer.Data);
    }

    [Fact]
    public async Task Post_Dml_TellsItsStatistics()
    {
        await RunAsync("CREATE TABLE t (n INT)");

        var answer = await RunAsync("INSERT INTO t VALUES (1), (2), (3)");

        Assert.Equal(3, answer.Body.GetProperty("stats").GetProperty("numRowsInserted").GetInt32());
        Assert.Equal(0, answer.Body.GetProperty("stats").GetProperty("numRowsDeleted").GetInt32());
    }

    [Fact]
    public async Task Get_UnknownHandle_SaysSo()
    {
        var answer = await GetAsync($"/api/v2/statements/{Guid.Empty}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("000709", answer.Code);
    }

    [Fact]
    public async Task Cancel_RunningStatement_EndsIt()
    {
        var started = await RunAsync("SELECT SYSTEM$WAIT(600)", "?async=true");

        var cancelled = await PostAsync($"/api/v2/statements/{started.Handle}/cancel", "");

        Assert.Equal(HttpStatusCode.OK, cancelled.Status);
        Assert.Equal("000604", cancelled.Code);
        Assert.Equal("57014", cancelled.Body.GetProperty("sqlState").GetString());
        var answer = await GetAsync($"/api/v2/statements/{started.Handle}");
        while (answer.Status == HttpStatusCode.Accepted)
            answer = await GetAsync($"/api/v2/statements/{started.Handle}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("000604", answer.Code);
    }
}
