using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Files;
using CortexSharp.FineTuning;
using CortexSharp.Metrics;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

// Is the tuned model better than the base model, and how sure are we? EvaluateModels [REPORT.html]
const string BaseModel = "llama3.1-8b";
var path = args is [var given, ..] ? given : "report.html";
var services = new ServiceCollection();
services.AddCortexSharp().UseLocal().AddEvaluation();
await using var provider = services.BuildServiceProvider();
var executor = provider.GetRequiredService<ISqlExecutor>();
var data = provider.GetRequiredService<ITrainingDataClient>();
var fineTune = provider.GetRequiredService<ICortexFineTuneClient>();

var (training, validation) = (SqlIdentifier.Parse("training"), SqlIdentifier.Parse("validation"));
await data.LoadAsync(training, ReadAsync("support-train.csv"));
await data.LoadAsync(validation, ReadAsync("support-validation.csv"));

// Both models get the same prompt, so the tuned one is trained on it as well.
var labels = await executor.QueryScalarAsync<string>(
    SqlStatement.Create($"SELECT LISTAGG(DISTINCT completion, ', ') WITHIN GROUP (ORDER BY completion) FROM {training}"));
var instruction = $"Classify the customer's message into exactly one of these labels. Answer with the label only.\nLabels: {labels}\nMessage: ";
var jobId = await fineTune.CreateAsync(new FineTuningRequest(
    SqlIdentifier.Parse("tickets"), BaseModel, SqlStatement.Create($"SELECT {instruction} || prompt AS prompt, completion FROM {training}")));
var job = await fineTune.WaitUntilFinishedAsync(
    jobId, new JobPollPolicy { InitialInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(250) });

var request = new EvaluationRequest(
    CaseSource.FromTable(executor, validation, new CaseFields { Key = "id", Prompt = "prompt", Reference = "completion" }),
    new MetricSet(new ExactMatchMetric(), new TokenF1Metric(), new RougeMetric(RougeTypes.RougeL)),
    BaseModel,
    EvaluatedModel.Of(job.Model!) with { BaseModel = BaseModel })
{
    UseCase = "support",
    PromptTemplate = instruction + EvaluationRequest.PromptPlaceholder,
};
var result = await provider.GetRequiredService<ICortexEvaluator>().EvaluateAsync(request);
var comparison = Comparison.Compare(result[BaseModel], result[job.Model!]);
foreach (var measure in comparison.Measures)
    Console.WriteLine(measure);

// No price is built in. These are made up: put in those of your contract.
var prices = new PriceBook(
    [new ModelPrice(BaseModel) { Input = Amount.OfAiCredits(0.2m), Output = Amount.OfAiCredits(0.2m), Training = Amount.OfPlatformCredits(3m) }],
    [new AmountConversion(AmountUnit.PlatformCredit, Amount.OfAiCredits(1.5m))]);
var share = new TrainingShare(job.TrainedTokens is { } tokens ? prices.TrainingCostOf(BaseModel, tokens) : null, Answers: 1_000_000);
var (baseCost, tunedCost) = (result[BaseModel].CostOf(prices), result[job.Model!].CostOf(prices, share));
Console.WriteLine($"A right answer costs {baseCost.PerCorrectAnswer} by the base model, {tunedCost.PerCorrectAnswer} by the tuned one.");

var gate = new Gate(new BetterRule("exact_match"), new CostPerCorrectAnswerRule(Amount.OfAiCredits(0.001m)), new ErrorsRule(AtMost: 0.01));
var verdict = gate.Decide(new GateEvidence(comparison) { Cost = tunedCost });
Console.WriteLine(verdict);

var store = provider.GetRequiredService<IEvaluationStore>();
var runs = await store.FindAsync(request.Id);
var report = new EvaluationReport(comparison)
{
    Title = "Support tickets",
    Verdict = verdict,
    BaselineCost = baseCost,
    SystemCost = tunedCost,
    Cases = store.ReadCasesAsync(runs.Single(r => r.Model == BaseModel), runs.Single(r => r.Model == job.Model)),
};
await using (var page = File.Create(path))
    await report.WriteHtmlAsync(page);
Console.WriteLine($"Report: {Path.GetFullPath(path)}");
return verdict.ExitCode;

static async IAsyncEnumerable<TrainingPair> ReadAsync(string file)
{
    await using var records = await RecordReader.OpenAsync(Path.Combine(AppContext.BaseDirectory, "data", file));
    await foreach (var record in records)
        yield return new(record["prompt"]!, record["completion"]!);
}
