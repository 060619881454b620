using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Local;
using CortexSharp.Metrics;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CortexSharp.Docs.Tests.Snippets;

public class PipelineSnippets
{
    [Fact]
    public async Task Pipeline()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(new LocalCortexOptions { Database = "MY_DB", Schema = "AI" }).AddLifecycle();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ISqlExecutor>().ExecuteNonQueryAsync(SqlStatement.Create($"""
            CREATE TABLE tickets AS
            SELECT f.value::NUMBER AS id, IFF(MOD(f.value::NUMBER, 2) = 0, 'my parcel is late, order ', 'give me my money back for ') || f.value AS prompt,
                   IFF(MOD(f.value::NUMBER, 2) = 0, 'delivery', 'refund') AS completion
            FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, 60))) f
            """));
        var pipeline = provider.GetRequiredService<IFineTunePipeline>();
        var runId = Guid.NewGuid();

        #region pipeline
        var request = new FineTunePipelineRequest(
            "support",
            SqlIdentifier.Parse("MY_DB.AI.SUPPORT"),
            new TrainingDataRequest(SqlIdentifier.Parse("tickets"), keyColumn: "id") { ValidationShare = 0.2, Stratify = true },
            new MetricSet(new ExactMatchMetric(), new RougeMetric(RougeTypes.RougeL)),
            new Gate(new NotWorseRule("exact_match"), new ErrorsRule(AtMost: 0.01)))
        {
            Id = runId, // keep it: the same request goes on where it was left
        };
        var result = await pipeline.RunAsync(request);
        Console.WriteLine($"version {result.Version.Number}: {result.Outcome}");
        Console.WriteLine(result.Verdict);
        #endregion

        Assert.Equal(PipelineOutcome.Promoted, result.Outcome);
    }

    [Fact]
    public async Task OwnBackend()
    {
        var services = new ServiceCollection();
        var trainer = new Mock<ITrainingBackend>();
        trainer.SetupGet(t => t.Name).Returns("our-gpus");
        var ourTrainer = trainer.Object;

        #region own-backend
        services.AddSingleton<ITrainingBackend>(ourTrainer); // in front of AddCortexSharp, which registers FINETUNE
        services.AddCortexSharp().UseLocal().AddLifecycle();
        #endregion

        await using var provider = services.BuildServiceProvider();
        Assert.Equal("our-gpus", provider.GetRequiredService<ITrainingBackend>().Name);
        Assert.NotNull(provider.GetRequiredService<IFineTunePipeline>());
    }
}
