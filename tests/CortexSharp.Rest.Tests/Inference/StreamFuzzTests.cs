using System.Net;
using System.Text;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>Whatever the network does to a stream: the same updates, or an error.</summary>
public class StreamFuzzTests
{
    private static readonly CompletionRequest Question = new("m", "p");

    public static TheoryData<string> Transcripts =>
    [
        // OpenAI's, with letters of one to four bytes and a tool.
        "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\ndata: "
        + "{\"choices\":[{\"delta\":{\"content\":\"Grüße, \"}}]}\n\n: beat\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"世界 😀\"}}]}\n\ndata: "
        + "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\"\"}}]}}]}\n\ndata: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}\n\ndata: [DONE]\n\n",
        // Snowflake's own, with line ends of Windows and data over several lines.
        "data: {\"choices\":[{\"delta\":{\"content\":\"Grüße\",\"content_list\":[{\"type\":\"text\",\"text\":\"Grüße\"}]}}],\"usage\":{}}\r\n\r\ndata: {\"choices\":\r\ndata: [{\"delta\":{\"content_list\":[{\"tool_use_id\":\"t\",\"name\":\"f\"}]}}],\"usage\":{}}\r\n\r\ndata:{\"choices\":[{\"delta\":{\"content_list\":[{\"input\":\"{}\"}]}}],\"usage\":{}}\r\n\r\ndata: {\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}",
    ];

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task StreamAsync_AnySplitIntoReads_GivesTheSameUpdates(string transcript)
    {
        var whole = await UpdatesAsync(new MemoryStream(Encoding.UTF8.GetBytes(transcript)));
        Assert.NotEmpty(whole[^1].Result!.ToolCalls);
        var random = new Random(20261124);
        for (var round = 0; round < 200; round++)
        {
            var split = await UpdatesAsync(new ChoppedStream(Encoding.UTF8.GetBytes(transcript), round == 0 ? null : random));
            Assert.Equal(whole.Select(Shown), split.Select(Shown));
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task StreamAsync_CutAnywhere_GivesTheWholeTextOrAnError(string transcript)
    {
        var bytes = Encoding.UTF8.GetBytes(transcript);
        var whole = (await UpdatesAsync(new MemoryStream(bytes)))[^1].Result!;
        for (var length = 0; length < bytes.Length; length++)
            await AssertWholeOrErrorAsync(bytes[..length], whole, exact: true);
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task StreamAsync_GarbledPayload_GivesTheWholeTextOrAnError(string transcript)
    {
        // Bytes that no JSON text can hold: control characters and what UTF-8 never has. A letter changed into another nobody could know.
        byte[] garbage = [0x00, 0x07, 0xC0, 0xFF];
        var bytes = Encoding.UTF8.GetBytes(transcript);
        var whole = (await UpdatesAsync(new MemoryStream(bytes)))[^1].Result!;
        var places = Payload(transcript);
        var random = new Random(20261125);
        for (var round = 0; round < 500; round++)
        {
            var garbled = bytes.ToArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
                garbled[places[random.Next(places.Count)]] = garbage[random.Next(garbage.Length)];
            await AssertWholeOrErrorAsync(garbled, whole, exact: true);
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task StreamAsync_GarbledAnyhow_NeverHangsNorThrowsAnythingElse(string transcript)
    {
        var bytes = Encoding.UTF8.GetBytes(transcript);
        var random = new Random(20261126);
        for (var round = 0; round < 500; round++)
        {
            var garbled = bytes.ToArray();
            for (var hits = random.Next(1, 20); hits > 0; hits--)
                garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
            await AssertWholeOrErrorAsync(garbled, null!, exact: false);
        }
    }

    [Theory]
    [InlineData(
        200,
        """{"id":"c","choices":[{"message":{"content":"Grüße \u4e16","tool_calls":[{"id":"t","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}""")]
    [InlineData(400, """{"message":"unknown model: \"\ud83d\ude00\"","code":"300014","request_id":"r"}""")]
    public async Task CompleteAsync_GarbledBody_IsAnAnswerOrAnErrorOfOurs(int status, string body)
    {
        var random = new Random(20261127);
        for (var round = 0; round < 1000; round++)
        {
            var garbled = Encoding.UTF8.GetBytes(body);
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
            var server = new ScriptedServer().Then(_ =>
                new((HttpStatusCode)status) { Content = new ByteArrayContent(garbled) { Headers = { ContentType = new("application/json") } } });
            try
            {
                await server.Client().CompleteAsync(Question);
                Assert.Equal(200, status);
            }
            catch (CortexException exception)
            {
                Assert.Equal("m", exception.Model);
            }
        }
    }

    /// <summary>The places within JSON, by their bytes: behind "data:" to the line's end.</summary>
    private static List<int> Payload(string transcript)
    {
        var places = new List<int>();
        var at = 0;
        foreach (var line in transcript.Split('\n'))
        {
            var length = Encoding.UTF8.GetByteCount(line);
            if (line.StartsWith("data:", StringComparison.Ordinal) && !line.Contains("[DONE]", StringComparison.Ordinal))
                places.AddRange(Enumerable.Range(at + 6, Encoding.UTF8.GetByteCount(line.TrimEnd('\r')) - 6));
            at += length + 1;
        }

        return places;
    }

    private static async Task AssertWholeOrErrorAsync(byte[] bytes, CompletionResult whole, bool exact)
    {
        try
        {
            var result = (await UpdatesAsync(new MemoryStream(bytes)))[^1].Result!;
            if (exact)
            {
                Assert.Equal(
                    (whole.Text, string.Join(',', whole.ToolCalls.Select(c => c.Arguments))),
                    (result.Text, string.Join(',', result.ToolCalls.Select(c => c.Arguments))));
            }
        }
        catch (CortexException)
        {
            // An error is the right answer too.
        }
    }

    private static async Task<List<CompletionUpdate>> UpdatesAsync(Stream body) =>
        await new ScriptedServer().ThenBody(body).Client().StreamAsync(Question).ToListAsync();

    private static string Shown(CompletionUpdate update) =>
        $"{update.Text}|{update.ToolCall?.Index}{update.ToolCall?.Id}{update.ToolCall?.Name}{update.ToolCall?.Arguments}|{update.Result?.Text}|{update.Result?.Usage}|{string.Join(',', update.Result?.ToolCalls.Select(c => c.Arguments) ?? [])}";

    /// <summary>Gives one byte at a time, or by chance some.</summary>
    private sealed class ChoppedStream(byte[] bytes, Random? random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random?.Next(1, 40) ?? 1)], cancellationToken);
    }
}
