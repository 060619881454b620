using System.Net;
using System.Text;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Tests.Sql;

public class PartitionTests
{
    private const string TwoByTwo = """{"rowCount":2,"uncompressedSize":10},{"rowCount":2,"uncompressedSize":10,"compressedSize":5},{"rowCount":2}""";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public async Task Rows_SeveralPartitions_ComeInOrder(int ahead)
    {
        var server =
            new ScriptedServer().Then(First()).Then(Replies.Gzipped("""{"data":[["c"],["d"]]}""")).Then(Replies.Gzipped("""[["e"],[null]]"""));
        var rows = await Executors.Create(server, new RestSqlExecutorOptions { PartitionsAhead = ahead })
            .QueryAsync(Executors.Select, Executors.Reading).Select(r => r.GetOrDefault<string>(0)).ToListAsync();
        Assert.Equal(["a", "b", "c", "d", "e", null], rows);
        Assert.Equal(
            [$"GET /api/v2/statements/{Replies.Handle}?partition=1", $"GET /api/v2/statements/{Replies.Handle}?partition=2"],
            server.Requests.Skip(1).Select(r => r.ToString()));
        Assert.All(server.Requests, r => Assert.Contains("Accept-Encoding: gzip", r.Headers, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public async Task Rows_ReadSlowly_FetchesNoMoreAheadThanAllowed(int ahead, int fetched)
    {
        var server = new ScriptedServer().Then(
            Replies.Result(Replies.TextColumn, """[["a"]]""", string.Join(",", Enumerable.Repeat("""{"rowCount":1}""", 5)), numRows: 5));
        for (var i = 1; i < 5; i++)
            server.Then(Replies.Gzipped($$"""{"data":[["{{i}}"]]}"""));
        await using var result =
            await Executors.Create(server, new RestSqlExecutorOptions { PartitionsAhead = ahead }).ExecuteAsync(Executors.Select, Executors.Reading);
        await using var rows = result.Rows.GetAsyncEnumerator();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await rows.MoveNextAsync());
            Assert.Equal(1 + Math.Min(i + fetched, 4), server.Requests.Count);
        }
    }

    [Fact]
    public async Task Rows_LeftEarly_StopsFetching()
    {
        var server = new ScriptedServer().Then(First()).ThenNothing().ThenNothing();
        await foreach (var row in Executors.Create(server).QueryAsync(Executors.Select, Executors.Reading))
            break;
        // Leaving has waited for both: nothing is under way any more, and nothing was cancelled on the server, which has finished long since.
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Rows_PartitionLostOrBusy_IsFetchedAgain()
    {
        var server = new ScriptedServer()
            .Then(First())
            .Then(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(Replies.Of(HttpStatusCode.TooManyRequests, ""))
            .Then(Replies.Gzipped("""{"data":[["c"],["d"]]}"""))
            .Then(Replies.Gzipped("""{"data":[["e"],["f"]]}"""));
        Assert.Equal(
            6,
            await Executors.Create(server, new RestSqlExecutorOptions { PartitionsAhead = 0 }).QueryAsync(Executors.Select, Executors.Reading)
                .CountAsync());
    }

    public static TheoryData<string, HttpResponseMessage> Broken => new()
    {
        { "cut off inside the compression", Replies.Gzipped("""{"data":[["c"],["d"]]}""", cutTo: 20) },
        { "cut off inside a row", Replies.Gzipped("""{"data":[["c"],["d""") },
        { "cut off between rows", Replies.Gzipped("""{"data":[["c"],""") },
        { "no JSON", Replies.Gzipped("<html>") },
        { "no compression", new(HttpStatusCode.OK) { Content = new StringContent("plain") { Headers = { ContentEncoding = { "gzip" } } } } },
        { "too few rows", Replies.Gzipped("""{"data":[["c"]]}""") },
        { "too many rows", Replies.Gzipped("""{"data":[["c"],["d"],["e"]]}""") },
        { "no rows at all", Replies.Gzipped("{}") },
        { "null rows", Replies.Gzipped("""{"data":null}""") },
        { "a row too long", Replies.Gzipped("""{"data":[["c","x"],["d"]]}""") },
        { "a row too short", Replies.Gzipped("""{"data":[[],["d"]]}""") },
        { "a cell that is an array", Replies.Gzipped("""{"data":[[["c"]],["d"]]}""") },
        { "a cell instead of a row", Replies.Gzipped("""{"data":["c","d"]}""") },
        { "rows that are an object", Replies.Gzipped("""{"data":{"c":"d"}}""") },
        { "half a character", Replies.Gzipped("""{"data":[["\ud83d"],["d"]]}""") },
        { "refused", Replies.Of(HttpStatusCode.BadRequest, "") },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Rows_PartitionIsNotWhatWasAnnounced_ThrowsInsteadOfEndingEarly(string how, HttpResponseMessage partition)
    {
        var server = new ScriptedServer().Then(First()).Then(partition);
        await using var result =
            await Executors.Create(server, new RestSqlExecutorOptions { PartitionsAhead = 0 }).ExecuteAsync(Executors.Select, Executors.Reading);
        var seen = new List<string>();
        var exception = await Assert.ThrowsAsync<CortexException>(async () =>
        {
            await foreach (var row in result.Rows)
                seen.Add(row.Get<string>(0));
        });
        Assert.True(seen.Count is >= 2 and <= 5, how);
        Assert.Equal(how == "refused" ? CortexErrorKind.Unknown : CortexErrorKind.UnexpectedResponse, exception.Kind);
        Assert.Equal(Replies.Handle, exception.QueryId);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task Rows_AnyByteOfACompressedPartitionChanged_AreNotTakenForRight()
    {
        var whole = await Replies.Gzipped("""{"data":[["c"],["d"]]}""").Content.ReadAsByteArrayAsync();
        // The first ten bytes are a header, of which some say nothing about the rows.
        var harmless = 0;
        for (var i = 10; i < whole.Length; i++)
        {
            var bytes = whole.ToArray();
            bytes[i] ^= 0x10;
            var partition =
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) { Headers = { ContentEncoding = { "gzip" } } } };
            var server = new ScriptedServer().Then(First()).Then(partition).Then(Replies.Gzipped("""[["e"],["f"]]"""));
            var executor = Executors.Create(server, new RestSqlExecutorOptions { PartitionsAhead = 0 });
            try
            {
                // A few bits fill the last byte up and mean nothing.
                Assert.Equal(
                    ["a", "b", "c", "d", "e", "f"],
                    await executor.QueryAsync(Executors.Select, Executors.Reading).Select(r => r.Get<string>(0)).ToListAsync());
                harmless++;
            }
            catch (CortexException e) when (e.Kind == CortexErrorKind.UnexpectedResponse)
            {
            }
        }

        Assert.InRange(harmless, 0, 1);
    }

    [Fact]
    public async Task Rows_TotalDiffersFromItsPartitions_Throws()
    {
        var server = new ScriptedServer().Then(Replies.Result(Replies.TextColumn, """[["a"]]""", "{}", numRows: 2));
        await using var result = await Executors.Create(server).ExecuteAsync(Executors.Select, Executors.Reading);
        var exception = await Assert.ThrowsAsync<CortexException>(async () => await result.Rows.CountAsync());
        Assert.Contains("1 rows where the server announced 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_LongerThanAnyBuffer_AreWhole()
    {
        var random = new Random(5);
        var texts =
            Enumerable.Range(0, 60).Select(i => new string((char)('a' + i % 26), i % 10 == 9 ? 200_000 : random.Next(5_000)) + "\"\\\n漢😀").ToList();
        var data = new StringBuilder("[");
        foreach (var text in texts)
            data.Append(data.Length > 1 ? "," : "").Append('[').Append(System.Text.Json.JsonSerializer.Serialize(text)).Append(']');
        var server = new ScriptedServer().Then(Replies.Result(Replies.TextColumn, data.Append(']').ToString()));
        Assert.Equal(
            texts, await Executors.Create(server).QueryAsync(Executors.Select, Executors.Reading).Select(r => r.Get<string>(0)).ToListAsync());
    }

    [Fact]
    public async Task Rows_MetadataBehindTheRows_AreReadAllTheSame()
    {
        var server = new ScriptedServer().Then(Replies.Of(HttpStatusCode.OK, $$"""
            {"other":{"data":[["no"]]},"data":[["a"]],"code":"090001","statementHandle":"{{Replies.Handle}}","resultSetMetaData":{"numRows":"1","rowType":{{Replies.TextColumn}} } }
            """));
        Assert.Equal("a", await Executors.Create(server).QueryScalarAsync<string>(Executors.Select, Executors.Reading));
    }

    private static HttpResponseMessage First() => Replies.Result(Replies.TextColumn, """[["a"],["b"]]""", TwoByTwo, numRows: 6);
}
