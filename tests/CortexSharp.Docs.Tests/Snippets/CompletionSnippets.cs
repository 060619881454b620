using System.Text.Json.Serialization;
using CortexSharp.Completions;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

#region typed-type
public sealed record Triage(string Summary, bool Urgent);

[JsonSerializable(typeof(Triage))]
public sealed partial class TriageJson : JsonSerializerContext;
#endregion

public sealed class CompletionSnippets : IAsyncLifetime
{
    private readonly ServiceProvider _services;

    public CompletionSnippets()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal();
        _services = services.BuildServiceProvider();
    }

    private ICortexCompleteClient Cortex => _services.GetRequiredService<ICortexCompleteClient>();

    private ISqlExecutor Executor => _services.GetRequiredService<ISqlExecutor>();

    [Fact]
    public async Task Conversation()
    {
        var cortex = Cortex;

        #region conversation
        var request = new CompletionRequest("llama3.1-8b",
        [
            CompletionMessage.System("Answer in one sentence."),
            CompletionMessage.User("What is a fine-tuned model?"),
            CompletionMessage.Assistant("A model trained further on one's own examples."),
            CompletionMessage.User("And what is an epoch?"),
        ])
        {
            Options = new CompletionOptions { Temperature = 0, MaxTokens = 200 },
        };
        var result = await cortex.CompleteAsync(request);
        Console.WriteLine($"{result.Text} (history {result.HistoryMode}, {result.Usage?.TotalTokens} tokens)");
        #endregion

        Assert.NotEmpty(result.Text);
    }

    [Fact]
    public async Task Typed()
    {
        var cortex = Cortex;

        #region typed
        var triage = await cortex.CompleteAsync(
            new CompletionRequest("llama3.1-8b", "Triage this ticket.\nTicket: The shop is down, nobody can pay!"),
            TriageJson.Default.Triage);
        Console.WriteLine($"{(triage.Urgent ? "urgent" : "later")}: {triage.Summary}");
        #endregion

        Assert.NotEmpty(triage.Summary);
    }

    [Fact]
    public async Task Table()
    {
        var (cortex, executor) = (Cortex, Executor);
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE tickets (id NUMBER, body VARCHAR, open BOOLEAN)"));
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO tickets VALUES (1, 'It is late', TRUE), (2, 'It broke', TRUE), (3, 'Old', FALSE)"));
        var seen = new List<string>();

        #region table
        var request = new TableCompletionRequest(
            "llama3.1-8b",
            source: SqlStatement.Create($"SELECT id, body FROM tickets WHERE open = {true}"),
            destination: SqlIdentifier.Parse("ticket_answers"))
        {
            KeyColumn = "id",
            PromptColumn = "body",
        };
        await foreach (var answer in cortex.CompleteTableAsync(request))
        {
            Console.WriteLine(answer.Error is { } error
                ? $"{answer.Key}: failed, {error.Kind}"
                : $"{answer.Key}: {answer.Result!.Text} ({answer.Result.Usage?.TotalTokens} tokens)");
            seen.Add(answer.Key);
        }
        #endregion

        Assert.Equal(["1", "2"], seen.Order());
    }

    [Fact]
    public async Task Tokens()
    {
        var cortex = Cortex;

        #region tokens
        var count = await cortex.CountTokensAsync(new TokenCountRequest("ML.PROD.SUPPORT_V3", "How many tokens is this?")
        {
            BaseModel = "llama3.1-8b", // Snowflake counts for base models only
        });
        Console.WriteLine($"{count.Tokens} tokens, counted for {count.CountedFor}");
        #endregion

        Assert.True(count.IsForBaseModel);
        Assert.True(count.Tokens > 3);
    }

    [Fact]
    public async Task Errors()
    {
        var cortex = Cortex;
        CortexErrorKind? seen = null;

        #region errors
        try
        {
            await cortex.CompleteAsync("llama-17", "Hello");
        }
        catch (CortexException exception) when (exception.Kind == CortexErrorKind.UnknownModel)
        {
            Console.WriteLine(exception.Message); // names region and cross-region inference as causes too
            seen = exception.Kind;
        }
        #endregion

        Assert.Equal(CortexErrorKind.UnknownModel, seen);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _services.DisposeAsync().AsTask();
}
