using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CortexSharp.Benchmarks.Decoding;

/// <summary>
/// A process that answers every statement with the same large result of the SQL API, made beforehand, so that only the reading of it costs.
/// </summary>
internal static class ResultServer
{
    public const string Argument = "--decode-server";

    private const int RowsOfPartition = 10_000;

    /// <summary>Serves until its input ends; its first line of output is its address.</summary>
    public static async Task ServeAsync(int rows)
    {
        var random = new Random(1);
        var count = (rows + RowsOfPartition - 1) / RowsOfPartition;
        var partitions = Enumerable.Range(0, count)
            .Select(i => Data(random, i * RowsOfPartition, Math.Min(RowsOfPartition, rows - i * RowsOfPartition))).ToArray();
        var first = First(rows, partitions);
        var others = partitions.Select(Compress).ToArray();
        var size = partitions.Sum(p => (long)p.Length);

        using var listener = Listen(out var address);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{address} {size} {others.Sum(p => (long)p.Length)}"));
        var serving = AnswerAsync(listener, first, others);
        await Console.In.ReadToEndAsync();
        listener.Stop();
        await serving;
    }

    private static async Task AnswerAsync(HttpListener listener, byte[] first, byte[][] others)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                var response = context.Response;
                response.ContentType = "application/json";
                var body = context.Request.HttpMethod == "POST"
                    ? first
                    : others[int.Parse(context.Request.QueryString["partition"]!, CultureInfo.InvariantCulture)];
                if (context.Request.HttpMethod != "POST")
                    response.AddHeader("Content-Encoding", "gzip");
                response.ContentLength64 = body.Length;
                await response.OutputStream.WriteAsync(body);
                response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static byte[] Data(Random random, int from, int count)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            for (var i = from; i < from + count; i++)
            {
                json.WriteStartArray();
                json.WriteStringValue(i.ToString(CultureInfo.InvariantCulture));
                json.WriteStringValue(
                    string.Create(CultureInfo.InvariantCulture, $"ticket {random.Next(1_000_000)} of customer {random.Next(10_000)}"));
                json.WriteStringValue(random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
                json.WriteStringValue(random.Next(2) == 0 ? "true" : "false");
                json.WriteStringValue(
                    string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + random.Next(50_000_000)}.{random.Next(1_000_000_000):000000000}"));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] First(int rows, byte[][] partitions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("resultSetMetaData");
            json.WriteNumber("numRows", rows);
            json.WriteStartArray("partitionInfo");
            for (var i = 0; i < partitions.Length; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("rowCount", Math.Min(RowsOfPartition, rows - i * RowsOfPartition));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WritePropertyName("rowType");
            json.WriteRawValue("""
                [{"name":"ID","type":"fixed","scale":0},{"name":"TITLE","type":"text"},{"name":"SCORE","type":"real"},
                 {"name":"OPEN","type":"boolean"},{"name":"AT","type":"timestamp_ntz"}]
                """);
            json.WriteEndObject();
            json.WritePropertyName("data");
            json.WriteRawValue(partitions[0]);
            json.WriteString("code", "090001");
            json.WriteString("statementHandle", "019c06a4-0000-df4f-0000-00100006589e");
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Compress(byte[] data)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
            gzip.Write(data);
        return buffer.ToArray();
    }

    // HttpListener cannot choose a free port itself.
    private static HttpListener Listen(out string address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        return listener;
    }
}
