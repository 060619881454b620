using System.Net;
using CortexSharp.Conformance;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.SqlApi;

public class ValueTests : ServerTest
{
    private readonly ManualTimeProvider _time = new();

    private protected override LocalCortexServerOptions Options => new() { Cortex = new() { TimeProvider = _time } };

    [Theory]
    [InlineData("1.50::NUMBER(10,2)", "1.50", "fixed")]
    [InlineData("-12", "-12", "fixed")]
    [InlineData("1.5::FLOAT", "1.5", "real")]
    [InlineData("TRUE", "true", "boolean")]
    [InlineData("TO_BINARY('4a4b', 'HEX')", "4A4B", "binary")]
    [InlineData("'2020-01-01'::DATE", "18262", "date")]
    [InlineData("'1969-12-31'::DATE", "-1", "date")]
    [InlineData("'23:01:59.5'::TIME", "82919.500000000", "time")]
    [InlineData("'2021-03-19 18:26:59'::TIMESTAMP_NTZ", "1616178419.000000000", "timestamp_ntz")]
    [InlineData("'1969-12-31 23:59:59.5'::TIMESTAMP_NTZ", "-0.500000000", "timestamp_ntz")]
    [InlineData("'2021-03-19 18:26:59 +0100'::TIMESTAMP_TZ", "1616174819.000000000 1500", "timestamp_tz")]
    [InlineData("'2021-03-19 18:26:59 -0800'::TIMESTAMP_TZ", "1616207219.000000000 960", "timestamp_tz")]
    public async Task Value_OfEachType_IsEncodedAsDocumented(string expression, string text, string type)
    {
        var answer = await RunAsync($"SELECT {expression} AS v");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(text, answer.Body.GetProperty("data")[0][0].GetString());
        Assert.Equal(type, answer.Body.GetProperty("resultSetMetaData").GetProperty("rowType")[0].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("FIXED", "123", "?", "123")]
    [InlineData("REAL", "1.5", "?", "1.5")]
    [InlineData("TEXT", "it's", "?", "it's")]
    [InlineData("BOOLEAN", "1", "?", "true")]
    [InlineData("BINARY", "4a", "?", "4A")]
    [InlineData("DATE", "1577836800000", "?", "18262")]
    [InlineData("TIME", "82919500000000", "?::TIME", "82919.500000000")]
    [InlineData("TIMESTAMP_NTZ", "1616178419000000000", "?", "1616178419.000000000")]
    [InlineData("TIMESTAMP_TZ", "1616173619000000000 960", "?", "1616173619.000000000 960")]
    public async Task Bind_OfEachType_IsRead(string type, string value, string expression, string text)
    {
        var answer = await RunAsync($"SELECT {expression} AS v", more: $$$""","bindings":{"1":{"type":"{{{type}}}","value":"{{{value}}}"}}""");

        Assert.Equal(text, answer.Body.GetProperty("data")[0][0].GetString());
    }

    [Theory]
    [InlineData("FIXED", "abc")]
    [InlineData("BOOLEAN", "maybe")]
    [InlineData("TIMESTAMP_TZ", "1616173619000000000")]
    public async Task Bind_OfABadValue_GivesSnowflakesError(string type, string value)
    {
        var answer = await RunAsync("SELECT ?", more: $$$""","bindings":{"1":{"type":"{{{type}}}","value":"{{{value}}}"}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("100037", answer.Code);
        Assert.Equal("22018", answer.Body.GetProperty("sqlState").GetString());
        Assert.Equal($"{type} value '{value}' is not recognized", answer.Body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Null_WhereNotNullable_IsText() => Assert.Equal("""[["null"]]""", (await RunAsync("SELECT NULL AS v", "?nullable=false")).Data);

    [Fact]
    public async Task Statements_Several_RunInOrder()
    {
        var answer = await RunAsync("CREATE TABLE t (n INT); INSERT INTO t VALUES (1);", more: ""","parameters":{"MULTI_STATEMENT_COUNT":"2"}""");

        Assert.Equal(2, answer.Body.GetProperty("statementHandles").GetArrayLength());
        var insert = await GetAsync($"/api/v2/statements/{answer.Body.GetProperty("statementHandles")[1].GetString()}");
        Assert.Equal(1, insert.Body.GetProperty("stats").GetProperty("numRowsInserted").GetInt32());
        var wrong = await RunAsync("SELECT 1; SELECT 2", more: ""","parameters":{"MULTI_STATEMENT_COUNT":"3"}""");
        Assert.Equal("Actual statement count 2 did not match the desired statement count 3.", wrong.Body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Statement_OverItsTimeout_GivesA408()
    {
        var started = await RunAsync("SELECT SYSTEM$WAIT(600)", "?async=true", ""","timeout":5""");
        Answer answer;
        do
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            answer = await GetAsync($"/api/v2/statements/{started.Handle}");
        }
        while (answer.Status == HttpStatusCode.Accepted);

        Assert.Equal(HttpStatusCode.RequestTimeout, answer.Status);
        Assert.Equal("000630", answer.Code);
    }

    [Theory]
    [InlineData("/api/v2/nothing", HttpStatusCode.NotFound, "There is no /api/v2/nothing here.")]
    [InlineData("/api/v2/statements", HttpStatusCode.MethodNotAllowed, "/api/v2/statements does not take GET.")]
    public async Task Request_ThatNothingTakes_SaysSo(string path, HttpStatusCode status, string message)
    {
        var answer = await GetAsync(path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(message, answer.Body.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Request_OfAnotherMediaTypeOrWithoutUserAgent_IsRefused()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("/api/v2/statements", "SELECT 1", "text/plain")).Status);
        Assert.Equal("390142", (await PostAsync("/api/v2/statements", "{}")).Code);
        Http.DefaultRequestHeaders.UserAgent.Clear();
        Assert.Equal(HttpStatusCode.BadRequest, (await RunAsync("SELECT 1")).Status);
    }
}
