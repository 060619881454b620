using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;
using CortexSharp.TrainingData;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class TrainingDataScenes
{
    private static readonly SqlIdentifier Tickets = SqlIdentifier.Parse("tickets");

    private static readonly SqlIdentifier Name = SqlIdentifier.Parse("support");

    private static readonly TrainingDataRequest Plain = new(Tickets, "id");

    /// <summary>Everything left as it is, for requests that differ in one thing.</summary>
    private static readonly TrainingDataRequest AsItIs = Plain with { Duplicates = DuplicatePolicy.Keep, Overlong = OverlongPolicy.Keep };

    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync();
        var client = account.Get<ITrainingDataClient>();

        account.Begin("Training data: load and read");
        await client.LoadAsync(SqlIdentifier.Parse("loaded"), new[] { new TrainingPair("ping", "pong") }.ToAsyncEnumerable());
        await foreach (var _ in client.ReadAsync(SqlIdentifier.Parse("loaded")))
        {
        }

        account.Begin("Training data: inspect rows of which each has something wrong");
        await account.PrepareAsync($"""
            CREATE TABLE bad AS SELECT * FROM VALUES
              (1, NULL, 'refund'), (2, '  ', 'refund'),
              (3, REPEAT('long ', {Plain.BaseModel.MaxPromptTokens}), 'refund'), (4, 'where is it', REPEAT('long ', {Plain.BaseModel.MaxCompletionTokens})),
              (5, 'money back', 'refund'), (6, 'money back', 'refund'), (7, 'Money  back', 'refund'), (8, 'money back', 'delivery'),
              (9, 'I am Ann Lee, ann@example.com', 'refund') AS t (id, prompt, completion)
            """);
        var bad = SqlIdentifier.Parse("bad");
        await client.InspectAsync(new TrainingDataRequest(bad, "id")
        {
            ValidationSource = SqlStatement.Create($"SELECT * FROM {bad} WHERE id > 7"),
            Redaction = new() { Names = ["Ann Lee"] },
        });

        account.Begin("Training data: inspect rows whose keys repeat, and which the split would put on both sides");
        await client.InspectAsync(new(bad, "completion") { ValidationShare = 0.5, Duplicates = DuplicatePolicy.Keep, Seed = "3" });

        account.Begin("Training data: inspect rows of which the server counts every one, and rows of which it counts none");
        await client.InspectAsync(new(bad, "id") { TokenCounting = TokenCounting.Server });
        await client.InspectAsync(new(bad, "id") { TokenCounting = TokenCounting.Estimate });

        account.Begin("Training data: a snapshot, and the same again");
        await client.SnapshotAsync(Plain, Name);
        await client.SnapshotAsync(Plain, Name);

        await SnapshotAsync("with nothing changed and nothing for validation", AsItIs with { ValidationShare = 0 });
        await SnapshotAsync(
            "of a prompt from a template, split by customer",
            AsItIs with { PromptTemplate = "{{{lang}}} Classify: {prompt}", GroupColumn = "customer" });
        await SnapshotAsync(
            "without exact duplicates and conflicts", AsItIs with { Duplicates = DuplicatePolicy.Exact, Conflicts = ConflictPolicy.Drop });
        await SnapshotAsync("with long texts shortened", AsItIs with { Overlong = OverlongPolicy.Shorten });
        await SnapshotAsync(
            "redacted by patterns and AI_REDACT",
            AsItIs with { Redaction = new() { Kinds = [PersonalDataKind.Email], Names = ["Ann Lee", "Bo"], UseAiRedact = true } });
        await LongTextsAsync();
        await SnapshotAsync("with validation rows of their own", AsItIs with
        {
            Source = SqlStatement.Create($"SELECT * FROM {Tickets} WHERE id < {30} -- train"),
            ValidationSource = SqlStatement.Create($"SELECT * FROM {Tickets} WHERE id >= {30}"),
        });
        await SnapshotAsync("stratified and downsampled", AsItIs with { Stratify = true, Balance = new(BalanceMode.Downsample) { MaxRatio = 1.5 } });
        await SnapshotAsync("stratified by customer", AsItIs with { Stratify = true, GroupColumn = "customer" });
        await SnapshotAsync("upsampled", AsItIs with { Balance = new(BalanceMode.Upsample) { MaxRatio = 1.5 } });

        account.Begin("Training data: a fingerprint of more pairs than one text takes");
        var pairs = SqlStatement.Create($"SELECT prompt AS p, completion AS c FROM tickets");
        await account.Executor.QueryRowAsync(
            TrainingFingerprint.ToSql(pairs, TrainingFingerprint.MostPairsAtOnce + 1), new() { Effect = SqlEffect.Read }, default);

        async Task LongTextsAsync()
        {
            await account.PrepareAsync(
                "CREATE TABLE essays AS SELECT 1 AS id, REPEAT('I am Ann Lee and write. ', 4000) AS prompt, 'long' AS completion UNION ALL SELECT "
                + "2, 'short', 'short'");
            var essays = AsItIs with { Source = SqlStatement.Create($"SELECT * FROM essays"), ValidationShare = 0 };
            await SnapshotAsync("of texts that may be too long, which are dropped", essays with { Overlong = OverlongPolicy.Drop });
            await SnapshotAsync("of texts that may be too long, which are shortened", essays with { Overlong = OverlongPolicy.Shorten });
            var redacted = essays with { Redaction = new() { Kinds = [PersonalDataKind.Email], UseAiRedact = true } };
            account.Begin("Training data: a snapshot of texts that AI_REDACT does not take");
            await Assert.ThrowsAsync<CortexException>(() => client.SnapshotAsync(redacted, Name));
            await SnapshotAsync(
                "of texts that AI_REDACT takes in pieces",
                redacted with { Redaction = redacted.Redaction with { OverLimit = OverLimitPolicy.Split } });
            await SnapshotAsync(
                "redacted without asking for tokens",
                AsItIs with
                {
                    Redaction = redacted.Redaction,
                    TokenCounting = TokenCounting.Estimate,
                    ValidationSource = SqlStatement.Create($"SELECT * FROM {Tickets}"),
                });
        }

        async Task SnapshotAsync(string what, TrainingDataRequest request)
        {
            account.Begin($"Training data: a snapshot {what}");
            await client.SnapshotAsync(request, Name);
        }
    }
}
