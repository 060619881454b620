using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.Completions;

/// <summary>The client for SQL refuses by name what only REST can carry, and sends nothing.</summary>
public class SqlCompletionRulesTests
{
    private static readonly CompletionRequest Plain = new("m", "p");

    public static TheoryData<CompletionRequest, string> RestOnly => new()
    {
        { Plain with { Tools = [new("weather", "", JsonElement.Parse("{}"))] }, "Tools cannot be sent by SQL" },
        { Plain with { ToolChoice = ToolChoice.Required }, "ToolChoice cannot be sent by SQL" },
        { Plain with { Messages = [CompletionMessage.User(new ImagePart(new byte[1], "image/png"))] },
            "ImagePart cannot be sent by SQL: SQL takes images from a stage only" },
        {
            Plain with
            {
                Messages =
                [
                    CompletionMessage.User("a"), new(CompletionRole.Assistant, [new ToolCall("1", "t", "{}")]),
                    CompletionMessage.Tool(new ToolResult("1", "x")),
                ],
            },
            "ToolCall cannot be sent by SQL"
        },
        { Plain with { HistoryMode = HistoryMode.Messages }, "Messages cannot be sent by SQL: AI_COMPLETE takes a single prompt" },
    };

    [Theory]
    [MemberData(nameof(RestOnly))]
    public async Task CompleteAsync_WhatOnlyRestCarries_IsRefusedByName(CompletionRequest request, string message)
    {
        var executor = new Mock<ISqlExecutor>(MockBehavior.Strict);
        var exception = await Assert.ThrowsAsync<CortexException>(() => new CortexCompleteClient(executor.Object).CompleteAsync(request));
        Assert.Equal((CortexErrorKind.NotSupported, "m"), (exception.Kind, exception.Model));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToolDefinition_ParametersThatAreNoSchema_AreRefused() =>
        Assert.Contains(
            "tool weather", Assert.Throws<ArgumentException>(() => new ToolDefinition("weather", "", JsonElement.Parse("1"))).Message,
            StringComparison.Ordinal);
}
