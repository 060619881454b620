using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace CortexSharp.Rest.Tests.Sql;

/// <summary>Responses in the SQL API's form.</summary>
internal static class Replies
{
    public const string Handle = "019c06a4-0000-df4f-0000-00100006589e";

    /// <summary>A column A of texts.</summary>
    public const string TextColumn = """[{"name":"A","type":"text"}]""";

    public static HttpResponseMessage Of(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Result(
        string rowType, string data, string partitions = "", long? numRows = null, string extra = "", string code = "090001")
    {
        using var rows = JsonDocument.Parse(data);
        var count = rows.RootElement.GetArrayLength();
        var info = partitions.Length == 0 ? $$"""{"rowCount":{{count}}}""" : partitions;
        return Of(HttpStatusCode.OK, $$"""
            {"resultSetMetaData":{"numRows":{{numRows ?? count}},"format":"jsonv2","partitionInfo":[{{info}}],"rowType":{{rowType}}},
             "data":{{data}},"code":"{{code}}","sqlState":"00000","statementHandle":"{{Handle}}","message":"Statement executed successfully.","createdOn":1620151584132{{extra}}}
            """);
    }

    public static HttpResponseMessage OneRow(string text = "x") => Result(TextColumn, $"""[["{text}"]]""");

    public static HttpResponseMessage Pending() =>
        Of(
            HttpStatusCode.Accepted,
            $$"""{"code":"333334","message":"Asynchronous execution in progress.","statementHandle":"{{Handle}}","statementStatusUrl":"/api/v2/statements/{{Handle}}"}""");

    public static HttpResponseMessage Failure(HttpStatusCode status, string code, string message, string sqlState = "42000") =>
        Of(status, $$"""{"code":"{{code}}","message":"{{message}}","sqlState":"{{sqlState}}","statementHandle":"{{Handle}}"}""");

    public static HttpResponseMessage Cancelled() => Failure(HttpStatusCode.OK, "000604", "SQL execution canceled", "57014");

    public static HttpResponseMessage Gzipped(string body, int? cutTo = null)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(body));
        var bytes = buffer.ToArray();
        return new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(bytes, 0, cutTo ?? bytes.Length)
            {
                Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
            },
        };
    }
}
