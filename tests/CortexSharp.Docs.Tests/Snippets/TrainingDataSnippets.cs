using CortexSharp.FineTuning;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
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

        Assert.True(report.IsTrainable);
        Assert.NotEmpty(jobId);
        Assert.All(await data.ReadAsync(snapshot.TrainTable).ToListAsync(), p => Assert.Contains("[NAME] waits", p.Prompt, StringComparison.Ordinal));
    }
}
