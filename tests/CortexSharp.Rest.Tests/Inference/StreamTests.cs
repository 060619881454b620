using CortexSharp.Completions;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>Transcripts of answers, one for each oddity that Snowflake's pages, specification and own client show.</summary>
public class StreamTests
{
    private static readonly CompletionRequest Question = new("claude-sonnet-4-6", "p");

    private const string LegacyText = """
        data: {"id":"78fe","model":"claude-3-5-sonnet","choices":[{"delta":{"content":"I","content_list":[{"text":"I","type":"text"}]}}],"usage":{}}

        data: {"id":"78fe","model":"claude-3-5-sonnet","choices":[{"delta":{"content":" am","content_list":[{"text":" am","type":"text"}]}}],"usage":{}}

        data: {"id":"78fe","model":"claude-3-5-sonnet","choices":[{"delta":{}}],"usage":{"prompt_tokens":390,"completion_tokens":53,"total_tokens":443}}


        """;

    [Fact]
    public async Task StreamAsync_TextGivenTwice_IsReadOnce()
    {
        var (updates, result) = await StreamAsync(LegacyText);
        Assert.Equal(["I", " am", ""], updates.Select(u => u.Text));
        Assert.Equal("I am", result.Text);
        Assert.Equal(new TokenUsage(390, 53, 443), result.Usage);
        Assert.Equal(
            ("claude-3-5-sonnet", HistoryMode.Messages, "78fe", null), (result.Model, result.HistoryMode, result.QueryId, result.FinishReason));
        Assert.All(updates.SkipLast(1), u => Assert.Null(u.Result));
    }

    public static TheoryData<string, string> TextForms => new()
    {
        { """data: {"choices":[{"delta":{"content_list":[{"text":"yes","type":"text"}]}}],"usage":{"total_tokens":1,"prompt_tokens":1}}""",
            "only in the list" },
        { """data: {"choices":[{"delta":{"type":"text","content":"yes"}}],"usage":{"prompt_tokens":1}}""", "delta with a discriminator" },
        { """data: {"choices":[{"delta":{"type":"text","content":"yes","content_list":[{"type":"text","text":"yes"}],"text":"yes"}}],"usage":{"prompt_tokens":1}}""", "three times" },
        { """data: {"choices":[{"delta":{"content_list":[{"type":"text","content":"yes"}]}}],"usage":{"prompt_tokens":1}}""",
            "content within the list" },
        { """data: {"choices":[{"delta":{"content":"","content_list":[{"type":"text","text":"yes"}]}}],"usage":{"prompt_tokens":1}}""",
            "empty beside the list" },
        { """data: {"choices":[{"delta":{"type":"anthropic","anthropic":{"thinking":{"thinking":"hm"}},"content":"hm"}}]}""" + "\n\n"
            + """data: {"choices":[{"delta":{"content":"yes"}}],"usage":{"prompt_tokens":1}}""", "thought" },
        { """data: {"choices":[{"delta":{"content_list":[{"type":"openai","openai":{"reasoning":{"summary":"hm"}},"text":"hm"},{"type":"text","text":"yes"}]}}],"usage":{"prompt_tokens":1}}""", "thought in the list" },
        { """data: {"choices":[{"message":{"content":"yes"}}],"usage":{"prompt_tokens":1}}""", "whole message as an event" },
        { "data:{\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}", "no space, no blank line, no line end" },
        { "data: {\"choices\":\ndata: [{\"delta\":\ndata: {\"content\":\"yes\"}}],\ndata: \"finish_reason\":\"stop\"}",
            "several data lines, reason beside choices" },
        { ": comment\nid: 1\nfoo: bar\nretry: 5\nevent: message\ndata: "
            + "{\"choices\":[{\"delta\":{\"content\":\"yes\"}}],\"finish_reason\":\"stop\"}\n\n:\n\n", "comments and unknown fields" },
        { "event: ping\ndata: pong\n\ndata: {\"type\":\"status\"}\n\ndata: "
            + "{\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}\n\n", "unknown events" },
        { "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"}}]}\n\ndata: [DONE]\n\ndata: not read any more\n\n", "end mark" },
        { "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"}}]}\r\n\r\ndata: [DONE]", "line ends of Windows, end mark without one" },
        { "\uFEFFdata: {\"choices\":[{\"delta\":{\"content\":\"yes\"}}]}\r\rdata: [DONE]\r\r", "byte order mark, line ends of old Macs" },
        { "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"  "
            + "yes\"},\"finish_reason\":null}]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: "
            + "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}\n\ndata: [DONE]\n\n", "OpenAI's" },
    };

    [Theory]
    [MemberData(nameof(TextForms))]
    public async Task StreamAsync_EveryForm_GivesTheTextOnce(string events, string form)
    {
        var (updates, result) = await StreamAsync(events);
        Assert.True(result.Text == "yes", form);
        Assert.True(string.Concat(updates.Select(u => u.Text)) == "yes", form);
        Assert.Single(updates, u => u.Result is not null);
    }

    [Fact]
    public async Task StreamAsync_RunningUsage_LastCounts()
    {
        var (_, result) = await StreamAsync("""
            data: {"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}

            data: {"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,"guard_tokens":4}}

            data: {"choices":[{"delta":{}}],"usage":{}}

            """);
        Assert.Equal(new TokenUsage(5, 2, 7, 4), result.Usage);
    }

    public static TheoryData<string, string> ToolForms => new()
    {
        {
            """
            data: {"choices":[{"delta":{"content":"Let me look.","content_list":[{"type":"text","text":"Let me look."}]}}],"usage":{}}

            data: {"choices":[{"delta":{"content_list":[{"name":"get_weather","tool_use_id":"t1"}]}}],"usage":{}}

            data: {"choices":[{"delta":{"content_list":[{"input":""}]}}],"usage":{}}

            data: {"choices":[{"delta":{"content_list":[{"input":"{\"location\""}]}}],"usage":{}}

            data: {"choices":[{"delta":{"content_list":[{"input":":\"Oslo\"}"}]}}],"usage":{}}

            data: {"choices":[{"delta":{"content_list":[{"name":"get_time","tool_use_id":"t2"}]}}],"usage":{}}

            data: {"choices":[{"delta":{"content_list":[{"input":"{}"}]}}],"usage":{}}

            data: {"choices":[{"delta":{}}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}
            """, "the older shape"
        },
        {
            """
            data: {"choices":[{"delta":{"type":"text","content":"Let me look."}}]}

            data: {"choices":[{"delta":{"type":"tool_use","tool_use_id":"t1","name":"get_weather","content_list":[{"type":"tool_use","tool_use_id":"t1","name":"get_weather"}]}}]}

            data: {"choices":[{"delta":{"type":"tool_use","input":"{\"location\"","content_list":[{"type":"tool_use","input":"{\"location\""}]}}]}

            data: {"choices":[{"delta":{"type":"tool_use","input":":\"Oslo\"}"}}]}

            data: {"choices":[{"delta":{"type":"tool_use","tool_use_id":"t2","name":"get_time"}}]}

            data: {"choices":[{"delta":{"type":"tool_use","input":"{}"}}],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12}}
            """, "the newer shape, doubled in the list"
        },
        {
            """
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Let me look."}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"get_weather","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"location\""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"t2","type":"function","function":{"name":"get_time","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":\"Oslo\"}"}},{"index":1,"function":{"arguments":"{}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]
            """, "OpenAI's, interleaved"
        },
        {
            """
            data: {"choices":[{"delta":{"content":"Let me look.","tool_calls":[{"index":0,"id":"t1","function":{"name":"get_weather","arguments":"{\"location\""}},{"index":0,"id":"t1","function":{"arguments":":\"Oslo\"}"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"t2","function":{"name":"get_time","arguments":"{}"}}]}}]}

            data: [DONE]
            """, "ids repeated, indexes not counted"
        },
    };

    [Theory]
    [MemberData(nameof(ToolForms))]
    public async Task StreamAsync_ToolCallsInFragments_ArePutTogether(string events, string form)
    {
        var (updates, result) = await StreamAsync(events);
        Assert.True(result.Text == "Let me look.", form);
        Assert.Equal([new ToolCall("t1", "get_weather", """{"location":"Oslo"}"""), new ToolCall("t2", "get_time", "{}")], result.ToolCalls);
        var pieces = updates.Where(u => u.ToolCall is not null).Select(u => u.ToolCall!).GroupBy(d => d.Index).OrderBy(g => g.Key);
        Assert.Equal(result.ToolCalls, pieces.Select(g => new ToolCall(g.First().Id, g.First().Name, string.Concat(g.Select(d => d.Arguments)))));
        Assert.Equal("Oslo", result.ToolCalls[0].ParseArguments().GetProperty("location").GetString());
    }

    [Theory]
    [InlineData(
        "data: {\"error\":{\"message\":\"Something went wrong during generation\",\"code\":\"500\"}}\n\n", "service",
        "Something went wrong during generation")]
    [InlineData("data: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n", "throttled", "slow down")]
    [InlineData("data: {\"error\":\"budget exceeded\"}\n\n", "budget_exceeded", "budget exceeded")]
    [InlineData(
        "data: {\"choices\":[],\"error\":{\"message\":\"max tokens of 8 exceeded\"}}\n\n", "context_length_exceeded", "max tokens of 8 exceeded")]
    [InlineData("event: error\ndata: {\"message\":\"named so\",\"code\":\"500\"}\n\n", "service", "named so")]
    [InlineData("event: error\ndata: plain words\n\n", "service", "plain words")]
    [InlineData("event: error\ndata\n\n", "service", "without a reason")]
    [InlineData("data: {\"message\":\"unknown model: \\\"x\\\"\",\"code\":\"300014\",\"request_id\":\"r\"}\n\n", "unknown_model", "unknown model")]
    public async Task StreamAsync_ErrorAfterStatus200_IsThrownAfterTheTextBefore(string error, string kind, string words)
    {
        var server = new ScriptedServer().ThenEvents("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n" + error + "data: [DONE]\n\n");
        var texts = new List<string>();
        var exception = await Assert.ThrowsAsync<CortexException>(async () =>
        {
            await foreach (var update in server.Client().StreamAsync(Question))
                texts.Add(update.Text);
        });
        Assert.Equal(["Hello"], texts);
        Assert.Equal((new CortexErrorKind(kind), "claude-sonnet-4-6"), (exception.Kind, exception.Model));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests); // never again once an answer began
    }

    [Theory]
    [InlineData("", "unexpected_response")]
    [InlineData("data: {\"choices\":[]}\n\n", "unexpected_response")]
    [InlineData("data: {\"choices\":[{\"delta\":{}}],\"usage\":{\"prompt_tokens\":1}}\n\n", "no_answer")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n", "network")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"choices\":[{\"del", "unexpected_response")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: \u0001\n\ndata: [DONE]\n\n", "unexpected_response")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}\n\ndata: [DONE]\n\n", "unexpected_response")]
    [InlineData(
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{}\"}}]}}]}\n\ndata: [DONE]\n\n", "unexpected_response")]
    public async Task StreamAsync_BrokenOffOrNoAnswer_IsAnErrorNotAShorterAnswer(string events, string kind)
    {
        var exception = await Assert.ThrowsAsync<CortexException>(() => StreamAsync(events));
        Assert.Equal(new CortexErrorKind(kind), exception.Kind);
        Assert.DoesNotContain("Hel", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prohibited_content", "Response filtered by Cortex Guard")]
    [InlineData("content_filter", "something else")]
    [InlineData(null, "Response filtered by Cortex Guard")]
    public async Task StreamAsync_BlockedByGuard_IsSaid(string? reason, string text)
    {
        var server = new ScriptedServer().ThenEvents(
            $"data: {{\"choices\":[{{\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":{(reason is null ? "null" : $"\"{reason}\"")}}}],\"usage\":{{\"prompt_tokens\":1}}}}");
        var result = await server.Client().CompleteAsync(Question with { Options = new() { Guardrails = true } });
        Assert.True(result.BlockedByGuard);
        Assert.Equal("/api/v2/cortex/inference:complete", server.Requests[0].Path);
    }

    [Fact]
    public async Task StreamAsync_NoContentType_IsReadAsEvents()
    {
        var server = new ScriptedServer().ThenEvents(LegacyText, contentType: null);
        Assert.Equal("I am", (await server.Client().CompleteAsync(Question)).Text);
    }

    [Fact]
    public async Task CompleteAsync_AnsweredByEvents_ReadsThem()
    {
        var server = new ScriptedServer().ThenEvents(LegacyText);
        Assert.Equal("I am", (await server.Client().CompleteAsync(Question)).Text);
    }

    [Fact]
    public async Task StreamAsync_AnsweredByJson_GivesOneUpdate()
    {
        var server = new ScriptedServer().ThenJson(
            """{"choices":[{"message":{"content":" Hello","content_list":[{"type":"text","text":" Hello"}]}}],"finish_reason":"stop","usage":{"prompt_tokens":14,"completion_tokens":1,"guard_tokens":0,"total_tokens":15}}""");
        var updates = await server.Client().StreamAsync(Question).ToListAsync();
        Assert.Equal(("Hello", "Hello"), (Assert.Single(updates).Text, updates[0].Result!.Text));
    }

    private static async Task<(List<CompletionUpdate> Updates, CompletionResult Result)> StreamAsync(string events)
    {
        var updates = await new ScriptedServer().ThenEvents(events).Client().StreamAsync(Question).ToListAsync();
        return (updates, updates[^1].Result!);
    }
}
