using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Rest.Inference;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>The routing table: each cell goes where it says, or is refused by name before anything is sent.</summary>
public class RoutingTests
{
    private static readonly CompletionRequest Plain = new("m", "p");
    private static readonly CompletionRequest Schema = Plain with { ResponseSchema = ResponseSchema.Parse("""{"type":"object","properties":{}}""") };
    private static readonly CompletionRequest Guard = Plain with { Options = new() { Guardrails = true } };
    private static readonly CompletionRequest Tools = Plain with { Tools = [new("t", "", JsonElement.Parse("{}"))] };
    private static readonly CompletionRequest Image = Plain with { Messages = [CompletionMessage.User(new ImagePart(new byte[3], "image/png"))] };

    // Model; then plain, schema, guardrails, tools, tools with guardrails, image, image with guardrails: Chat, own (inference:complete) or a dash for
    // refused.
    public static TheoryData<string, string> Table => new()
    {
        { "llama3.1-8b", "chat own own - - - -" },
        { "mistral-large2", "chat own own - - - -" },
        { "DB.SCH.MY_MODEL", "chat own own - - - -" },
        { "DB.SCH.\"claude-mine\"", "chat own own - - - -" },
        { "openai-gpt-4.1", "chat chat own chat - chat own" },
        { "claude-sonnet-4-6", "chat chat own chat own chat own" },
        { "SNOWFLAKE.MODELS.\"CLAUDE-SONNET-4-6\"", "chat chat own chat own chat own" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Route_ModelAndWish_GoesByTheTable(string model, string expected)
    {
        CompletionRequest[] wishes =
        [
            Plain, Schema, Guard, Tools, Tools with { Options = Guard.Options }, Image, Image with { Options = Guard.Options },
        ];
        Assert.Equal(expected, string.Join(' ', wishes.Select(wish => Word(new RestInferenceOptions(), wish with { Model = model }))));
    }

    [Theory]
    [InlineData(InferenceFallback.Sql, "Sql Sql chat")]
    [InlineData(InferenceFallback.None, "- - chat")]
    [InlineData(InferenceFallback.InferenceComplete, "own own chat")]
    public void Route_Fallback_IsWhatWasChosen(InferenceFallback fallback, string expected)
    {
        var options = new RestInferenceOptions { Fallback = fallback };
        Assert.Equal(expected, string.Join(' ', new[] { Schema, Guard, Plain }.Select(wish => Word(options, wish))));
    }

    public static TheoryData<CompletionRequest, string> Refused => new()
    {
        { Plain with { Execution = new() { Role = "ANALYST" } },
            "SqlExecutionOptions.Role cannot be honoured for m: REST inference runs as the user's default role" },
        { Plain with { Execution = new() { Warehouse = "W" } }, "SqlExecutionOptions.Warehouse cannot" },
        { Plain with { Execution = new() { QueryTag = "t" } }, "SqlExecutionOptions.QueryTag cannot" },
        { Plain with { Execution = new() { RequestId = Guid.NewGuid() } }, "SqlExecutionOptions.RequestId cannot" },
        { Plain with { Execution = new() { Database = "D" } }, "SqlExecutionOptions.Database cannot" },
        { Plain with { Execution = new() { Schema = "S" } }, "SqlExecutionOptions.Schema cannot" },
        { Plain with { HistoryMode = HistoryMode.Rendered }, "HistoryMode.Rendered cannot" },
        { Plain with { HistoryMode = HistoryMode.LegacyComplete }, "HistoryMode.LegacyComplete cannot" },
        { Tools, "Tools cannot be honoured for m: Snowflake offers tools for OpenAI's and Claude's models only" },
        { Plain with
        {
            Messages =
            [
                CompletionMessage.User("a"), new(CompletionRole.Assistant, [new ToolCall("1", "t", "{}")]),
                CompletionMessage.Tool(new ToolResult("1", "x")),
            ],
        }, "Tools cannot" },
        { Image, "ImagePart cannot be honoured for m" },
        { Tools with { Model = "openai-gpt-5", Options = Guard.Options },
            "Tools cannot be honoured for openai-gpt-5: they cannot go together with guardrails" },
        { Tools with { Model = "claude-haiku-4-5", Options = Guard.Options, ToolChoice = ToolChoice.None }, "ToolChoice cannot" },
        { Plain with { Model = "claude-opus-4-7", Options = new() { Temperature = 0 } },
            "Temperature cannot be honoured for claude-opus-4-7: this model ignores it" },
        { Plain with
        {
            Model = "claude-opus-5",
            Messages = [new(CompletionRole.User, [.. Enumerable.Repeat(new ImagePart(new byte[3], "image/png"), 21)])],
        }, "21 images cannot" },
        { Plain with
        {
            Model = "claude-opus-5",
            Messages = [new(CompletionRole.User, [.. Enumerable.Repeat(new ImagePart(new byte[3], "image/png"), 6)])],
            Options = Guard.Options,
        }, "6 images cannot" },
        { Plain with { Model = "claude-opus-5", Messages = [CompletionMessage.User(new ImagePart(new byte[16 << 20], "image/png"))] },
            "images of 22369624 bytes in base 64 cannot" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task CompleteAsync_WhatWouldBeIgnored_IsRefusedByName(CompletionRequest request, string message)
    {
        var server = new ScriptedServer();
        var exception = await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(request));
        Assert.Equal((CortexErrorKind.NotSupported, request.Model), (exception.Kind, exception.Model));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Throws<CortexException>(() => { server.Client().StreamAsync(request); }); // at once, not when it is read
        Assert.Empty(server.Requests);
    }

    public static TheoryData<CompletionRequest> Wrong =>
    [
        Plain with { ToolChoice = ToolChoice.Auto },
        Plain with { Messages = [] },
        Plain with { Options = new() { Temperature = 2.1 } },
        Plain with { Options = new() { MaxTokens = 131_073 } },
        Schema with { Options = new() { Temperature = 1.1 } },
        Schema with { Options = new() { MaxTokens = 16_385 } },
        Plain with { Execution = new() { Timeout = TimeSpan.Zero } },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task CompleteAsync_WrongArgument_IsAnArgumentException(CompletionRequest request) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => new ScriptedServer().Client().CompleteAsync(request));

    [Fact]
    public async Task CompleteAsync_ConfiguredRole_IsRefusedUnlessIgnored()
    {
        var server = new ScriptedServer { Role = "ANALYST" }.ThenJson("""{"choices":[{"message":{"content":"x"}}]}""");
        var exception = await Assert.ThrowsAsync<CortexException>(() => server.Client().CompleteAsync(Plain));
        Assert.StartsWith("the configured role ANALYST cannot be honoured", exception.Message, StringComparison.Ordinal);
        server.Options.IgnoreRole = true;
        Assert.Equal("x", (await server.Client().CompleteAsync(Plain)).Text);
    }

    [Fact]
    public async Task Client_WhatOnlySqlCanDo_GoesToTheClientForSql()
    {
        var server = new ScriptedServer { Role = "ANALYST", Options = { Fallback = InferenceFallback.Sql } };
        var (table, count) = (new TableCompletionRequest("m", SqlStatement.Create($"SELECT 1"), null), new TokenCountRequest("m", "t"));
        var answer = new CompletionResult("by SQL");
        server.Sql.Setup(s => s.CompleteTableAsync(table, default)).Returns(AsyncEnumerable.Empty<TableCompletion>());
        server.Sql.Setup(s => s.CountTokensAsync(count, default)).ReturnsAsync(new TokenCount(1, "m"));
        server.Sql.Setup(s => s.CompleteAsync(Guard, default)).ReturnsAsync(answer);
        server.Sql.Setup(s => s.StreamAsync(Schema, default))
            .Returns(new[] { new CompletionUpdate("by SQL") { Result = answer } }.ToAsyncEnumerable());
        Assert.Empty(await server.Client().CompleteTableAsync(table).ToListAsync());
        Assert.Equal(1, (await server.Client().CountTokensAsync(count)).Tokens);
        Assert.Same(answer, await server.Client().CompleteAsync(Guard));
        Assert.Same(answer, Assert.Single(await server.Client().StreamAsync(Schema).ToListAsync()).Result);
    }

    private static string Word(RestInferenceOptions options, CompletionRequest request)
    {
        try
        {
            return new InferenceRouting(options, null).Route(request) switch
            {
                InferenceEndpoint.ChatCompletions => "chat",
                InferenceEndpoint.InferenceComplete => "own",
                var other => other.ToString(),
            };
        }
        catch (CortexException exception) when (exception.Kind == CortexErrorKind.NotSupported)
        {
            return "-";
        }
    }
}
