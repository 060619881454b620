using System.Text;
using CortexSharp.Completions;

namespace CortexSharp.Tests.Completions;

public class ConversationRulesTests
{
    private static readonly ToolCall First = new("1", "weather", """{"city":"secret"}""");
    private static readonly ToolCall Second = new("2", "weather", "{}");

    [Fact]
    public void Check_ToolsAnswered_Passes() => ConversationRules.Check(
    [
        CompletionMessage.System("s"),
        CompletionMessage.User(new TextPart("Look:"), new ImagePart(new byte[] { 1 }, "image/png")),
        CompletionMessage.Assistant(new CompletionResult("") { ToolCalls = [First, Second] }),
        CompletionMessage.Tool(new ToolResult("2", "rain"), new ToolResult("1", "sun")),
    ]);

    public static TheoryData<CompletionMessage[], string> Wrong => new()
    {
        { [], "There is no message" },
        { [CompletionMessage.Assistant("a")], "Message 1 has role 'assistant' where 'user' is due" },
        { [CompletionMessage.User("a"), CompletionMessage.User("b")], "Message 2 has role 'user' where 'assistant' is due" },
        { [CompletionMessage.User("a"), CompletionMessage.System("b")], "Message 2 has role 'system' where 'assistant' is due" },
        { [CompletionMessage.System("a")], "The last message must be the user's." },
        { [CompletionMessage.User("a"), CompletionMessage.Assistant("b")], "The last message must be the user's." },
        { [CompletionMessage.User("a"), Calling(First)], "The last message calls tools" },
        { [CompletionMessage.User("a"), Calling(First), CompletionMessage.User("b")], "Message 3 has role 'user' where 'tool' is due" },
        { [CompletionMessage.User("a"), Calling(First, Second), CompletionMessage.Tool(new ToolResult("1", "x"))],
            "Message 3 leaves the tool call '2' without a result" },
        { [CompletionMessage.User("a"), Calling(First), CompletionMessage.Tool(new ToolResult("3", "x"))], "Message 3 answers the tool call '3'" },
        { [CompletionMessage.User("a"), Calling(First), CompletionMessage.Tool(new ToolResult("1", "x"), new ToolResult("1", "y"))],
            "Message 3 answers the tool call '1'" },
        { [CompletionMessage.User(new ToolResult("1", "x"))], "Message 1 has role 'user', which cannot hold a ToolResult" },
        { [CompletionMessage.User(First)], "Message 1 has role 'user', which cannot hold a ToolCall" },
        { [new(CompletionRole.System, [new ImagePart(new byte[1], "image/png")]), CompletionMessage.User("a")],
            "Message 1 has role 'system', which cannot hold a ImagePart" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_Wrong_NamesTheTurn(CompletionMessage[] messages, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => ConversationRules.Check(messages)).Message, StringComparison.Ordinal);

    [Fact]
    public void Content_OfParts_IsTheirText()
    {
        var message = CompletionMessage.User(new TextPart("a"), new ImagePart(new byte[1], "image/png"), new TextPart("b"));
        Assert.Equal("ab", message.Content);
        Assert.Equal([new TextPart("new")], (message with { Content = "new" }).Parts);
        Assert.Equal([new TextPart("one")], CompletionMessage.User("one").Parts);
        Assert.Equal(CompletionMessage.User("one"), CompletionMessage.User("one"));
        Assert.Throws<ArgumentException>(() => CompletionMessage.User([]));
    }

    [Fact]
    public void ToString_OfEveryPart_ShowsNothingOfIt()
    {
        const string secret = "secret";
        var bytes = Encoding.UTF8.GetBytes(secret);
        object[] all =
        [
            new TextPart(secret), new ImagePart(bytes, "image/png"), new ToolCall("1", "t", secret), new ToolResult("1", secret),
            new ToolCallDelta(0, "1", "t", secret),
            CompletionMessage.User(new TextPart(secret)), CompletionMessage.User(secret), new CompletionUpdate(secret),
            new CompletionResult(secret) { ToolCalls = [new("1", "t", secret)] },
        ];
        Assert.All(all, value => Assert.DoesNotContain(secret, value.ToString(), StringComparison.Ordinal));
    }

    private static CompletionMessage Calling(params ToolCall[] calls) => CompletionMessage.Assistant(new CompletionResult("") { ToolCalls = calls });
}
