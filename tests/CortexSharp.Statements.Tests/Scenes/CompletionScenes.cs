using CortexSharp.Completions;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class CompletionScenes
{
    private const string Model = "llama3.1-8b";

    private static readonly CompletionOptions Options = new() { Temperature = 0.5, TopP = 0.9, MaxTokens = 200, Guardrails = true };

    private static readonly ResponseSchema Schema = ResponseSchema.Parse(
        """{"type": "object", "properties": {"label": {"type": "string", "enum": ["delivery", "refund"]}}, "required": ["label"], "additionalProperties": false}""");

    private static readonly CompletionMessage[] Conversation =
        [
            CompletionMessage.System("Be brief."), CompletionMessage.User("Hello"), CompletionMessage.Assistant("Good day"),
            CompletionMessage.User("Where is my parcel?"),
        ];

    private static readonly SqlIdentifier Answers = SqlIdentifier.Parse("answers");

    private static readonly TableCompletionRequest Table =
        new(Model, SqlStatement.Create($"SELECT id, prompt FROM tickets WHERE id < {30}"), null) { KeyColumn = "id" };

    private static readonly TableCompletionRequest[] Tables = [Table, Table with { Options = new() { Temperature = 0 }, ResponseSchema = Schema }];

    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await using var refusing = new RecordedAccount(recording, options => options with { AllowErrorDetails = false });
        await account.PrepareTicketsAsync();
        await refusing.PrepareTicketsAsync();

        account.Begin("Completions: one question");
        foreach (var request in Requests(new(Model, "ping")))
            await account.Get<ICortexCompleteClient>().CompleteAsync(request);
        await refusing.Get<ICortexCompleteClient>().CompleteAsync(Model, "ping");

        account.Begin("Completions: a conversation by the deprecated COMPLETE");
        foreach (var request in Requests(new(Model, Conversation) { HistoryMode = HistoryMode.LegacyComplete }))
            await account.Get<ICortexCompleteClient>().CompleteAsync(request);

        account.Begin("Completions: count tokens");
        await account.Get<ICortexCompleteClient>().CountTokensAsync(new(Model, "ping"));
        await refusing.Get<ICortexCompleteClient>().CountTokensAsync(new(Model, "ping"));

        account.Begin("Completions: a table's rows into a table of answers");
        foreach (var request in Tables)
            await ReadAsync(account, request with { Destination = Answers, RetryFailed = true });

        account.Begin("Completions: a table's rows into a table of answers, where error details are refused");
        foreach (var request in Tables)
            await ReadAsync(refusing, request with { Destination = Answers, SliceSize = 25 });

        account.Begin("Completions: a table's rows as a query");
        await ReadAsync(account, Tables[0]);

        account.Begin("Completions: a table's rows as a query, where error details are refused");
        await ReadAsync(refusing, Tables[0] with { SliceSize = 25 });
    }

    private static CompletionRequest[] Requests(CompletionRequest plain) =>
    [
        plain, plain with { Options = new() { MaxTokens = 20 } }, plain with { Options = Options }, plain with { ResponseSchema = Schema },
        plain with { Options = Options, ResponseSchema = Schema },
    ];

    private static async Task ReadAsync(RecordedAccount account, TableCompletionRequest request)
    {
        await foreach (var _ in account.Get<ICortexCompleteClient>().CompleteTableAsync(request))
        {
        }
    }
}
