using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Local;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CortexSharp.Docs.Tests.Snippets;

public class EvaluationRunSnippets
{
    [Fact]
    public async Task RunAndResume()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(new LocalCortexOptions { BaseModels = ["llama3.1-8b", "llama3.1-70b"] }).AddEvaluation();
        await using var provider = services.BuildServiceProvider();
        var executor = provider.GetRequiredService<ISqlExecutor>();
        await executor.ExecuteNonQueryAsync(SqlStatement.Create(
            $"CREATE TABLE held_out AS SELECT 1 AS id, 'Where is my money?' AS question, 'refund' AS intent, 'en' AS language"));
        var evaluator = provider.GetRequiredService<ICortexEvaluator>();
        var evaluationId = Guid.NewGuid();
        var prices = new PriceBook(
            [
                new("llama3.1-8b") { Input = Amount.OfAiCredits(0.19m), Output = Amount.OfAiCredits(0.19m) },
                new("llama3.1-70b") { Input = Amount.OfAiCredits(1.21m), Output = Amount.OfAiCredits(1.21m) },
            ]);
        var cancellationToken = CancellationToken.None;

        #region evaluation-run
        var fields = new CaseFields { Key = "id", Prompt = "question", Reference = "intent", Tags = ["language"] };
        var cases = CaseSource.FromTable(executor, SqlIdentifier.Parse("held_out"), fields);
        var metrics = new MetricSet(new ExactMatchMetric(), new TokenF1Metric());
        var request = new EvaluationRequest(cases, metrics, "llama3.1-8b", "llama3.1-70b")
        {
            Id = evaluationId, // keep it: the same id goes on where it was left
            UseCase = "support-intents",
            PromptTemplate = "Name the intent of this message in one word: {prompt}",
            Budget = EvaluationBudget.OfCost(Amount.OfAiCredits(2), prices),
        };

        var progress = new Progress<EvaluationProgress>(p => Console.WriteLine($"{p.Answers} of {p.Total}, {p.Errors} errors, {p.TimeLeft} left"));
        var result = await evaluator.EvaluateAsync(request, progress, cancellationToken);
        var comparison = Comparison.Compare(result["llama3.1-8b"], result["llama3.1-70b"]);
        #endregion

        #region evaluation-store
        var store = provider.GetRequiredService<IEvaluationStore>();
        foreach (var run in await store.ListAsync("support-intents"))
            Console.WriteLine($"{run.CreatedAt:d} {run.Model}: {run.Cases} cases {run.Fingerprint}, {run.Status}");

        var best = await store.SelectBestAsync("support-intents", metrics, SelectionObjective.Best("token_f1"));
        #endregion

        #region evaluation-history
        var runs = await store.FindAsync(evaluationId); // in the order in which they began
        var report = new EvaluationReport(comparison)
        {
            Cases = store.ReadCasesAsync(runs[0], runs[1]), // read once for each file that is written
            History = await store.ReadHistoryAsync("support-intents", new ExactMatchMetric(), before: runs[0]),
        };
        #endregion

        Assert.Single(await report.Cases.ToListAsync());
        Assert.Empty(report.History);

        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CompletionResult("""{"reason":"both are right","better":"tie"}"""));
        var cortex = client.Object;

        #region evaluation-pairs
        var inPairs = new PairwiseJudge(JudgeModel.Of(cortex, "claude-4-sonnet"));
        var compared = await store.JudgeAsync(inPairs, runs[0], runs[1]); // the first run is the baseline
        Console.WriteLine(compared); // a line of a report's Pairwise
        await foreach (var (key, verdict) in store.ReadVerdictsAsync(inPairs, runs[0], runs[1]))
            Console.WriteLine($"{key}: {verdict.Outcome}, {verdict.Reasons[0]}");
        #endregion

        Assert.Equal(1, compared.Ties);
        var usage = provider.GetRequiredService<ICortexUsageClient>();
        #region evaluation-billed
        var kept = (await store.FindAsync(evaluationId)).Single(run => run.Model == "llama3.1-8b");
        var billed = await usage.GetCreditsAsync(new UsageQuery { QueryTag = kept.QueryTag }); // minutes later
        Console.WriteLine(result["llama3.1-8b"].CostOf(billed).PerCorrectAnswer);
        #endregion

        Assert.Null(billed);
        Assert.Equal(1, comparison.Cases);
        Assert.NotEmpty(best.Ranking);

        var chat = new Mock<IChatClient>();
        chat.Setup(c => c.GetResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ChatResponse(new ChatMessage(ChatRole.Assistant, "refund")));
        var chatClient = chat.Object;

        #region evaluation-client
        var inMemory = new CortexEvaluator(); // no executor: nothing is kept
        var elsewhere = await inMemory.EvaluateAsync(new EvaluationRequest(cases, metrics, EvaluatedModel.Of("gpt-5", chatClient)) { Concurrency = 4 });
        #endregion

        Assert.Equal(1, elsewhere["gpt-5"].Count);
    }
}
