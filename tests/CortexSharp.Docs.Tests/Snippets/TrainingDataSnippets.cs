using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.TrainingFiles;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

public class TrainingDataSnippets
{
    [Fact]
    public async Task TrainingData()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal();
        await using var provider = services.BuildServiceProvider();
        var executor = provider.GetRequiredService<ISqlExecutor>();
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"""
            CREATE TABLE tickets AS
            SELECT f.value::NUMBER AS id, 'late ' || f.value AS subject, 'Ann Miller waits, order ' || f.value AS body, IFF(MOD(f.value::NUMBER, 2) = 0, 'post', 'money') AS queue,
                   'customer ' || MOD(f.value::NUMBER, 40) AS customer
            FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, 200))) f
            """));
        var data = provider.GetRequiredService<ITrainingDataClient>();
        var fineTune = provider.GetRequiredService<ICortexFineTuneClient>();

        #region training-inspect
        var request = new TrainingDataRequest(SqlIdentifier.Parse("tickets"), keyColumn: "id")
        {
            PromptTemplate = "Classify the ticket.\nSubject: {subject}\nText: {body}",
            CompletionColumn = "queue",
            GroupColumn = "customer", // one customer's tickets go to one side
            Redaction = new RedactionOptions { Names = ["Ann Miller"] },
        };
        var report = await data.InspectAsync(request);
        Console.WriteLine(report); // also ToMarkdown() and ToJson()
        if (!report.IsTrainable)
            return;
        #endregion

        #region training-snapshot
        var snapshot = await data.SnapshotAsync(request, SqlIdentifier.Parse("support"));
        var jobId = await fineTune.CreateAsync(new FineTuningRequest(SqlIdentifier.Parse("support_v1"), "llama3.1-8b", snapshot.TrainingQuery)
        {
            ValidationQuery = snapshot.ValidationQuery,
        });
        #endregion

        #region training-ai-redact
        var careful = request with
        {
            Redaction = new RedactionOptions
            {
                Names = ["Ann Miller"],
                UseAiRedact = true,
                OverLimit = OverLimitPolicy.Split, // texts that AI_REDACT does not take whole go in overlapping pieces
            },
        };
        var redacted = await data.SnapshotAsync(careful, SqlIdentifier.Parse("support"));
        #endregion

        #region training-tokens
        var exact = await data.InspectAsync(request with
        {
            TokenCounting = TokenCounting.Server, // every row; the default counts those that may be too long
            Prices = new PriceBook([new ModelPrice("llama3.1-8b") { Training = Amount.OfPlatformCredits(0.5m) }]), // per million tokens
        });
        Console.WriteLine($"{exact.MostTrainedTokens} tokens, {exact.MostCost}");
        #endregion

        var folder = Directory.CreateTempSubdirectory("cortexsharp-docs-");
        var path = Path.Combine(folder.FullName, "pairs.jsonl");
        #region training-files
        var exported = await data.ExportFileAsync(snapshot.TrainTable, path);
        var loaded = await data.LoadFileAsync(SqlIdentifier.Parse("more_pairs"), path, new PairFields
        {
            Prompt = "prompt", // or PromptTemplate = "Classify: {subject}"
            Completion = "completion",
        });
        #endregion

        folder.Delete(recursive: true);
        Assert.Equal((snapshot.TrainRows, snapshot.TrainRows), (exported, loaded));
        Assert.Equal(exact.LeastTrainedTokens, exact.MostTrainedTokens);
        Assert.NotNull(exact.MostCost);
        Assert.Equal(snapshot.TrainRows, redacted.TrainRows);
        Assert.True(report.IsTrainable);
        Assert.NotEmpty(jobId);
        Assert.All(await data.ReadAsync(snapshot.TrainTable).ToListAsync(), p => Assert.Contains("[NAME] waits", p.Prompt, StringComparison.Ordinal));
    }
}
