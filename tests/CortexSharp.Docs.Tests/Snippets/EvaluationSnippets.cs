using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Metrics;
using CortexSharp.Usage;
using Moq;

namespace CortexSharp.Docs.Tests.Snippets;

public class EvaluationSnippets
{
    [Fact]
    public async Task CompareAndDecide()
    {
        var path = Path.ChangeExtension(Path.GetTempFileName(), ".jsonl");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, 40).Select(i => $$"""{"key":"{{i}}","prompt":"question {{i}}","reference":"answer {{i}}","language":"en"}"""));
        Func<string, string, Task<EvaluationAnswer>> ask = (model, key) => Task.FromResult(
            EvaluationAnswer.Of(key, model == "llama3.1-8b" && int.Parse(key) % 2 == 0 ? "no idea" : $"answer {key}") with { Usage = new(100, 10, 110) });

        #region evaluation-score
        var metrics = new MetricSet(new ExactMatchMetric(), new BleuMetric(), new RougeMetric(RougeTypes.Rouge1 | RougeTypes.RougeL));
        var cases = CaseSource.FromFile(path, new CaseFields { Tags = ["language"] });

        var baseline = new ScoredRun("llama3.1-8b", metrics);
        var tuned = new ScoredRun("MY_DB.AI.SUPPORT_V1", metrics) { BaseModel = "llama3.1-8b" };
        await foreach (var item in cases.ReadAsync())
        {
            await baseline.AddAsync(item, await ask(baseline.Model, item.Key)); // an answer: EvaluationAnswer.Of(key, text), or Failed(key, error)
            await tuned.AddAsync(item, await ask(tuned.Model, item.Key));
        }

        foreach (var estimate in tuned.Estimate())
            Console.WriteLine(estimate); // bleu = 100.0000 [100.0000, 100.0000] (n = 40)
        #endregion

        #region evaluation-compare
        var comparison = Comparison.Compare(baseline, tuned);
        foreach (var measure in comparison.Measures)
            Console.WriteLine($"{measure}, better on {measure.Wins}, worse on {measure.Losses}");
        #endregion

        #region evaluation-cost
        var prices = new PriceBook(
            [new ModelPrice("llama3.1-8b") { Input = Amount.OfAiCredits(0.1m), Output = Amount.OfAiCredits(0.1m), Training = Amount.OfPlatformCredits(2.5m) }],
            [new AmountConversion(AmountUnit.PlatformCredit, Amount.OfAiCredits(1.5m))]);
        var training = new TrainingShare(prices.TrainingCostOf("llama3.1-8b", trainedTokens: 3_000_000), Answers: 1_000_000);

        var (baselineCost, tunedCost) = (baseline.CostOf(prices), tuned.CostOf(prices, training));
        Console.WriteLine($"{tunedCost.PerAnswer} an answer, {tunedCost.PerCorrectAnswer} a right one, {baselineCost.PerCorrectAnswer} before");
        #endregion

        #region evaluation-gate
        var gate = new Gate(
            new NotWorseRule("exact_match"),
            new BetterRule("rougeL") { Significance = 0.05 },
            new NoSliceWorseRule("exact_match", Tolerance: 0.02),
            new CostPerCorrectAnswerRule(Amount.OfAiCredits(0.001m)),
            new ErrorsRule(AtMost: 0.01));

        var verdict = gate.Decide(new GateEvidence(comparison) { Cost = tunedCost });
        Console.WriteLine(verdict); // Passed, and a line for each rule
        Environment.ExitCode = verdict.ExitCode; // 0 passed, 1 failed, 2 undecided
        #endregion

        var folder = Directory.CreateTempSubdirectory("report").FullName;
        #region evaluation-report
        var report = new EvaluationReport(comparison)
        {
            Title = "Support answers",
            Verdict = verdict,
            BaselineCost = baselineCost,
            SystemCost = tunedCost,
            Cases = AnswersAsync(),
        };
        await using (var page = File.Create(Path.Combine(folder, "report.html")))
            await report.WriteHtmlAsync(page);
        await report.WriteMarkdownAsync(Console.Out);
        await report.WriteJsonlAsync(File.Create(Path.Combine(folder, "cases.jsonl")));

        async IAsyncEnumerable<CaseAnswers> AnswersAsync() // the texts, from where you keep them
        {
            await foreach (var item in cases.ReadAsync())
                yield return new CaseAnswers(item, await ask(baseline.Model, item.Key), await ask(tuned.Model, item.Key));
        }
        #endregion

        #region evaluation-select
        var choice = Selection.SelectBest(
            [
                new SelectionCandidate(baseline) { Prices = prices },
                new SelectionCandidate(tuned) { Prices = prices, Training = training },
            ],
            SelectionObjective.LowestCostPerCorrectAnswer().Where("exact_match", 0.9));
        Console.WriteLine(choice.Best[0].Name);
        #endregion

        Assert.Equal(40, File.ReadLines(Path.Combine(folder, "cases.jsonl")).Count());
        Assert.Contains("Support answers", await File.ReadAllTextAsync(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        File.Delete(path);
        Assert.True(verdict.IsPassed);
        Assert.Equal("MY_DB.AI.SUPPORT_V1", Assert.Single(choice.Best).Name);
    }

    [Fact]
    public async Task Judge()
    {
        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), default))
            .ReturnsAsync(new CompletionResult("""{"reason":"right and brief","factuality":5,"helpfulness":4}"""));
        var cortex = client.Object;

        #region evaluation-judge
        var judge = new JudgeMetric(JudgeModel.Of(cortex, "claude-4-sonnet")); // or JudgeModel.Of(chatClient)
        var score = await judge.ScoreAsync(new EvaluationCase("1", "What is 2 + 2?", "4"), EvaluationAnswer.Of("1", "4."));
        Console.WriteLine($"{score.Values[0]}: {score.Reason}"); // 5: right and brief
        #endregion

        #region evaluation-agreement
        int?[] people = [5, 4, 1, 3, null], judged = [5, 3, 1, 3, 2];
        Console.WriteLine(Agreement.Of(people, judged, KappaWeights.Quadratic).Kappa);
        #endregion

        #region evaluation-own-metric
        var brevity = new DelegateMetric("words", (_, answer) => answer.Split(' ').Length)
        {
            Measure = Measure.Mean("words") with { HigherIsBetter = false, Highest = double.PositiveInfinity },
        };
        #endregion

        Assert.Equal(5, score.Values[0]);
        Assert.Equal("words", brevity.Name);
    }
}
