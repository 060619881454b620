using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.Session;

/// <summary>Statements of sessions: values both ways, what a session keeps, results, errors.</summary>
public sealed class QueryTests : SessionTest
{
    private protected override LocalCortexServerOptions Options => new() { PartitionRows = 100 };

    [Fact]
    public async Task Query_BindsOfDotnet_ComeBackInTheFormsItReads()
    {
        var rows = await RowsAsync(await TokenAsync(), "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", """
            {"1":{"type":"TEXT","value":"hé😀"},"2":{"type":"FIXED","value":"5"},"3":{"type":"FIXED","value":"1.25"},"4":{"type":"REAL","value":"1.5"},"5":{"type":"BOOLEAN","value":"True"},
             "6":{"type":"DATE","value":"1700006400000"},"7":{"type":"TIME","value":"45296123456700"},"8":{"type":"TIMESTAMP_NTZ","value":"1700000000123456700"},
             "9":{"type":"TIMESTAMP_TZ","value":"1700000000000000000 1770"},"10":{"type":"BINARY","value":"00FF"}}
            """);
        Assert.Equal(
            """[["hé😀","5","1.25","1.5","true","19676","45296.123456700","1700000000.123456700","1700000000.000000000 1770","00FF"]]""", rows);
    }

    [Fact]
    public async Task Query_BodyOfNode_IsAnsweredWithFormatsAndTypes()
    {
        var token = await TokenAsync();
        var answer = await SendAsync(HttpMethod.Post, $"/queries/v1/query-request?requestId={Guid.NewGuid()}", token,
            """{"disableOfflineChunks":false,"sqlText":"SELECT :2 AS b, :1 AS a, NULL AS c","bindings":{"1":{"type":"TEXT","value":"x"},"2":{"type":"FIXED","value":"7"}},"queryContextDTO":{"entries":[]}}""");
        var data = answer.GetProperty("data");
        Assert.Equal("""[["7","x",null]]""", data.GetProperty("rowset").GetRawText());
        Assert.Equal(
            ["B fixed 0", "A text ", "C text "],
            data.GetProperty("rowtype").EnumerateArray().Select(c => $"{c.GetProperty("name")} {c.GetProperty("type")} {c.GetProperty("scale")}"));
        Assert.Equal(
            (4096, 1, "json"),
            (data.GetProperty("statementTypeId").GetInt32(), data.GetProperty("returned").GetInt32(),
                data.GetProperty("queryResultFormat").GetString()));
        Assert.Contains(
            data.GetProperty("parameters").EnumerateArray(),
            p => p.GetProperty("name").GetString() == "BINARY_OUTPUT_FORMAT" && p.GetProperty("value").GetString() == "HEX");
        Assert.True(Guid.TryParse(data.GetProperty("queryId").GetString(), out _));
    }

    [Fact]
    public async Task Query_ArrayBinds_InsertAllRowsInOneStatement()
    {
        var token = await TokenAsync();
        await RowsAsync(token, "CREATE TABLE t (id INT, price NUMBER(10,2), name TEXT, at TIMESTAMP_NTZ, raw BINARY)");
        var answer = await QueryAsync(token, "INSERT INTO t (id, price, name, at, raw) VALUES (?, ?, UPPER(?), ?, ?)", """
            {"1":{"type":"FIXED","value":["1","2","3"]},"2":{"type":"FIXED","value":["1.5",null,"22.25"]},"3":{"type":"TEXT","value":["a",null,"it's"]},
             "4":{"type":"TIMESTAMP_NTZ","value":["1700000000000000000",null,"0"]},"5":{"type":"BINARY","value":["FF",null,""]}}
            """);
        Assert.Equal(
            ("""[["3"]]""", 12544),
            (answer.GetProperty("data").GetProperty("rowset").GetRawText(), answer.GetProperty("data").GetProperty("statementTypeId").GetInt32()));
        Assert.Equal(
            """[["1","1.50","A","1700000000.000000000","FF"],["2",null,null,null,null],["3","22.25","IT'S","0.000000000",""]]""",
            await RowsAsync(token, "SELECT * FROM t ORDER BY id"));
        Assert.Equal(
            (false, "000002"), Verdict(await QueryAsync(token, "DELETE FROM t WHERE id = ?", """{"1":{"type":"FIXED","value":["1","2"]}}""")));
        Assert.Equal(
            (false, "100037"), Verdict(await QueryAsync(token, "INSERT INTO t (at) VALUES (?)", """{"1":{"type":"TIMESTAMP_NTZ","value":["x"]}}""")));
        Assert.Equal(
            (false, "390142"),
            Verdict(
                await QueryAsync(
                    token, "INSERT INTO t (id, name) VALUES (?, ?)", """{"1":{"type":"FIXED","value":["1"]},"2":{"type":"TEXT","value":[]}}""")));
    }

    [Fact]
    public async Task Query_Use_ChangesThisSessionOnly()
    {
        var (token, other) = (await TokenAsync(), await TokenAsync());
        await RowsAsync(token, "CREATE SCHEMA s2");
        await RowsAsync(token, "CREATE DATABASE \"My Db\"");
        var answer = await QueryAsync(token, "USE SCHEMA s2");
        Assert.Equal(
            ("S2", 17152),
            (answer.GetProperty("data").GetProperty("finalSchemaName").GetString(),
                answer.GetProperty("data").GetProperty("statementTypeId").GetInt32()));
        Assert.Equal("""[["LOCAL","S2"]]""", await RowsAsync(token, "SELECT CURRENT_DATABASE(), CURRENT_SCHEMA()"));
        Assert.Equal("""[["LOCAL","PUBLIC"]]""", await RowsAsync(other, "SELECT CURRENT_DATABASE(), CURRENT_SCHEMA()"));
        await RowsAsync(token, "use database identifier(?)", """{"1":{"type":"TEXT","value":"\"My Db\""}}""");
        await RowsAsync(token, "USE WAREHOUSE wh;");
        Assert.Equal("""[["My Db","PUBLIC","WH"]]""", await RowsAsync(token, "SELECT CURRENT_DATABASE(), CURRENT_SCHEMA(), CURRENT_WAREHOUSE()"));
        Assert.Equal((false, "002043"), Verdict(await QueryAsync(token, "USE SCHEMA nowhere")));
        Assert.Equal((false, "002043"), Verdict(await QueryAsync(token, "USE DATABASE nowhere")));
        Assert.False((await QueryAsync(token, "USE ROLE nobody")).GetProperty("success").GetBoolean());
        Assert.Equal((false, "001003"), Verdict(await QueryAsync(token, "USE SCHEMA")));
    }

    [Fact]
    public async Task Query_AlterSession_SetsWhatThisServerKnows()
    {
        var token = await TokenAsync();
        await RowsAsync(token, "ALTER SESSION SET JS_TREAT_INTEGER_AS_BIGINT = TRUE, QUERY_TAG = 'nightly'");
        var parameters = (await QueryAsync(token, "SELECT 1")).GetProperty("data").GetProperty("parameters").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("value").GetRawText());
        Assert.Equal(("true", "\"nightly\""), (parameters["JS_TREAT_INTEGER_AS_BIGINT"], parameters["QUERY_TAG"]));
        await RowsAsync(token, "ALTER SESSION UNSET QUERY_TAG");
        Assert.Equal((false, "000002"), Verdict(await QueryAsync(token, "ALTER SESSION SET TIMEZONE = 'Europe/Vienna'")));
        Assert.Equal((false, "000002"), Verdict(await QueryAsync(token, "ALTER SESSION SET DOTNET_QUERY_RESULT_FORMAT = ARROW")));
        Assert.Equal((false, "000002"), Verdict(await QueryAsync(token, "ALTER SESSION SET NO_SUCH_THING = 1")));
    }

    [Fact]
    public async Task Query_LargeResult_ComesInChunksOfRawUtf8WithoutBrackets()
    {
        var token = await TokenAsync();
        var data =
            (await QueryAsync(token, "SELECT SEQ4() AS n, 'é😀\u00a0' AS t FROM TABLE(GENERATOR(ROWCOUNT => 250)) ORDER BY 1")).GetProperty("data");
        Assert.Equal((100, 250), (data.GetProperty("rowset").GetArrayLength(), data.GetProperty("returned").GetInt32()));
        var rows = data.GetProperty("rowset").EnumerateArray().Select(r => r[0].GetString()).ToList();
        foreach (var chunk in data.GetProperty("chunks").EnumerateArray())
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var response = await http.GetAsync(new Uri(chunk.GetProperty("url").GetString()!));
            Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
            using var reader = new StreamReader(
                new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress), new UTF8Encoding(false, true));
            var text = await reader.ReadToEndAsync();
            Assert.StartsWith("[\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
            var more = JsonElement.Parse($"[{text}]").EnumerateArray().ToList();
            Assert.Equal(chunk.GetProperty("rowCount").GetInt32(), more.Count);
            Assert.All(more, row => Assert.Equal("é😀\u00a0", row[1].GetString()));
            rows.AddRange(more.Select(r => r[0].GetString()));
        }

        Assert.Equal(Enumerable.Range(0, 250).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), rows);
        var address = data.GetProperty("chunks")[0].GetProperty("url").GetString()!;
        using var forged = await Http.GetAsync(new Uri(address[..^1] + (address[^1] == '0' ? '1' : '0')));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Fact]
    public async Task Query_DescribeOnly_GivesColumnsAndRunsNothing()
    {
        var token = await TokenAsync();
        await RowsAsync(token, "CREATE TABLE t (a INT)");
        var answer = await SendAsync(
            HttpMethod.Post, $"/queries/v1/query-request?requestId={Guid.NewGuid()}", token,
            """{"sqlText":"SELECT a AS x, ? AS y FROM t","describeOnly":true}""");
        Assert.Equal(["X", "Y"], answer.GetProperty("data").GetProperty("rowtype").EnumerateArray().Select(c => c.GetProperty("name").GetString()!));
        Assert.Equal("[]", answer.GetProperty("data").GetProperty("rowset").GetRawText());
        await SendAsync(
            HttpMethod.Post, $"/queries/v1/query-request?requestId={Guid.NewGuid()}", token,
            """{"sqlText":"INSERT INTO t VALUES (1)","describeOnly":true}""");
        Assert.Equal("""[["0"]]""", await RowsAsync(token, "SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Query_SeveralStatements_AreReadOneByOne()
    {
        var token = await TokenAsync();
        const string Text = "CREATE SCHEMA multi; USE SCHEMA multi; SELECT CURRENT_SCHEMA()";
        Assert.Equal((false, "000008"), Verdict(await QueryAsync(token, Text)));
        var data = (await SendAsync(
            HttpMethod.Post, $"/queries/v1/query-request?requestId={Guid.NewGuid()}", token,
            $$$"""{"sqlText":"{{{Text}}}","parameters":{"MULTI_STATEMENT_COUNT":"3"}}""")).GetProperty("data");
        Assert.Equal("24576,17152,4096", data.GetProperty("resultTypes").GetString());
        var last = await SendAsync(HttpMethod.Get, $"/queries/{data.GetProperty("resultIds").GetString()!.Split(',')[2]}/result", token);
        Assert.Equal("""[["MULTI"]]""", last.GetProperty("data").GetProperty("rowset").GetRawText());
    }

    [Fact]
    public async Task Query_Mistake_IsToldWithNumberStateAndPlace()
    {
        var answer = await QueryAsync(await TokenAsync(), "SELECT nope");
        Assert.Equal((false, "000904"), Verdict(answer));
        Assert.Equal("SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOPE'", answer.GetProperty("message").GetString());
        var data = answer.GetProperty("data");
        Assert.Equal(
            ("42000", "000904", 1, 7, "COMPILATION"),
            (data.GetProperty("sqlState").GetString(), data.GetProperty("errorCode").GetString(), data.GetProperty("line")
                .GetInt32(), data.GetProperty("pos").GetInt32(), data.GetProperty("type").GetString()));
        Assert.True(Guid.TryParse(data.GetProperty("queryId").GetString(), out _));
    }

    [Fact]
    public async Task Query_GzippedBody_IsRead()
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write("""{"sqlText":"SELECT 1"}"""u8);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"/queries/v1/query-request?requestId={Guid.NewGuid()}", UriKind.Relative))
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Snowflake Token=\"{await TokenAsync()}\"");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var response = await Http.SendAsync(request);
        Assert.Equal(
            """[["1"]]""", JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("data").GetProperty("rowset").GetRawText());
    }

    [Fact]
    public async Task Query_SameRequestId_RunsOnce()
    {
        var (token, requestId) = (await TokenAsync(), Guid.NewGuid());
        await RowsAsync(token, "CREATE TABLE t (a INT)");
        var first = await QueryAsync(token, "INSERT INTO t VALUES (1)", requestId: requestId);
        var second = await QueryAsync(token, "INSERT INTO t VALUES (1)", requestId: requestId);
        Assert.Equal(first.GetProperty("data").GetProperty("queryId").GetString(), second.GetProperty("data").GetProperty("queryId").GetString());
        Assert.Equal("""[["1"]]""", await RowsAsync(token, "SELECT COUNT(*) FROM t"));
    }
}
