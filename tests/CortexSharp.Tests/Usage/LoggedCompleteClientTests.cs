using CortexSharp.Completions;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Tests.Usage;

public sealed class LoggedCompleteClientTests
{
    private static readonly TokenUsage Tokens = new(7, 3, 10);
    private static readonly TableCompletionRequest Table = new("tuned", SqlStatement.Create($"SELECT key, prompt FROM t"), null);

    private readonly Mock<ICortexCompleteClient> _inner = new(MockBehavior.Strict);
    private readonly Mock<ICortexCallLog> _log = new(MockBehavior.Strict);
    private readonly List<(string Model, TokenUsage? Tokens, bool Failed)> _counted = [];

    public LoggedCompleteClientTests() => _log.Setup(l => l.Count(It.IsAny<string>(), It.IsAny<TokenUsage?>(), It.IsAny<bool>()))
        .Callback((string model, TokenUsage? tokens, bool failed) => _counted.Add((model, tokens, failed)));

    private ICortexCompleteClient Client => _inner.Object.WithCallLog(_log.Object);

    [Fact]
    public async Task Complete_Answered_IsCountedWithItsTokensUnderTheNameThatWasCalled()
    {
        Answers(() => new("hello") { Usage = Tokens, Model = "as the server says" });
        Assert.Equal("hello", (await Client.CompleteAsync("tuned", "hi")).Text);
        Assert.Equal([("tuned", Tokens, false)], _counted);
    }

    public static TheoryData<Exception, bool> Errors => new()
    {
        { new CortexException(CortexErrorKind.Network, "lost"), true },
        { new CortexException(CortexErrorKind.NoAnswer, "NULL"), true },
        { new OperationCanceledException(), true },
        { new InvalidOperationException(), true },
        // No model was called, so the name may be any text.
        { new CortexException(CortexErrorKind.UnknownModel, "no such model"), false },
        { new ArgumentException("roles out of order"), false },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Complete_Failed_IsCountedAsErrorUnlessNoModelWasCalled(Exception error, bool counted)
    {
        Answers(() => throw error);
        Assert.Same(error, await Record.ExceptionAsync(() => Client.CompleteAsync("tuned", "hi")));
        Assert.Equal(counted ? [("tuned", null, true)] : [], _counted);
    }

    [Fact]
    public async Task Stream_ToItsEnd_IsCountedOnce()
    {
        Streams(new("hel"), new("lo") { Result = new("hello") { Usage = Tokens } });
        Assert.Equal(2, (await Client.StreamAsync(new("tuned", "hi")).ToListAsync()).Count);
        Assert.Equal([("tuned", Tokens, false)], _counted);
    }

    [Fact]
    public async Task Stream_LeftEarly_IsCountedWithoutTokens()
    {
        Streams(new("hel"), new("lo") { Result = new("hello") { Usage = Tokens } });
        Assert.Equal("hel", (await Client.StreamAsync(new("tuned", "hi")).FirstAsync()).Text);
        Assert.Equal([("tuned", null, false)], _counted);
    }

    [Fact]
    public async Task Stream_BrokenOff_IsCountedAsError()
    {
        _inner.Setup(c => c.StreamAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns(BreaksOff);
        await Assert.ThrowsAsync<CortexException>(async () => await Client.StreamAsync(new("tuned", "hi")).ToListAsync());
        Assert.Equal([("tuned", null, true)], _counted);

        static async IAsyncEnumerable<CompletionUpdate> BreaksOff()
        {
            yield return new("hel");
            await Task.Yield();
            throw new CortexException(CortexErrorKind.Network, "lost");
        }
    }

    [Fact]
    public async Task CompleteTable_Query_IsOneCallWithTheTokensOfItsRows()
    {
        Tables(
            new("1", new("a") { Usage = Tokens }, null), new("2", null, new(CortexErrorKind.NoAnswer, "NULL")),
            new("3", new("b") { Usage = Tokens }, null));
        Assert.Equal(3, (await Client.CompleteTableAsync(Table).ToListAsync()).Count);
        Assert.Equal([("tuned", new TokenUsage(14, 6, 20), false)], _counted);
    }

    /// <summary>Who pays for stored answers, this request or one before, nobody can see.</summary>
    [Fact]
    public async Task CompleteTable_Stored_IsOneCallWithoutTokens()
    {
        Tables(new TableCompletion("1", new("a") { Usage = Tokens }, null));
        await Client.CompleteTableAsync(Table with { Destination = new("ANSWERS") }).ToListAsync();
        Assert.Equal([("tuned", null, false)], _counted);
    }

    [Fact]
    public void CompleteTable_WrongRequest_ThrowsAtOnceAndIsNotCounted()
    {
        _inner.Setup(c => c.CompleteTableAsync(Table, It.IsAny<CancellationToken>())).Throws<ArgumentException>();
        Assert.Throws<ArgumentException>(() => { Client.CompleteTableAsync(Table); });
        Assert.Empty(_counted);
    }

    [Fact]
    public async Task CountTokens_CallsNoModel()
    {
        _inner.Setup(c => c.CountTokensAsync(It.IsAny<TokenCountRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new TokenCount(3, "llama3.1-8b", false));
        Assert.Equal(3, (await Client.CountTokensAsync("llama3.1-8b", "hi")).Tokens);
        Assert.Empty(_counted);
    }

    private void Answers(Func<CompletionResult> answer) =>
        _inner.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            await Task.Yield();
            return answer();
        });

    private void Streams(params CompletionUpdate[] updates) =>
        _inner.Setup(c => c.StreamAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns(updates.ToAsyncEnumerable());

    private void Tables(params TableCompletion[] rows) =>
        _inner.Setup(c => c.CompleteTableAsync(It.IsAny<TableCompletionRequest>(), It.IsAny<CancellationToken>())).Returns(rows.ToAsyncEnumerable());
}
