using CortexSharp.Completions;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Files;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Resolution;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Local;
using CortexSharp.Samples.Lifecycle;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

// The life of a use case's models on the offline Cortex: trained on more and more tickets, each held against the one that is live, promoted, rolled
// back, retired.
const string UseCase = "support";
var calendar = new Calendar();
var services = new ServiceCollection();
services.AddSingleton<TimeProvider>(calendar);
services.AddCortexSharp().UseLocal(new LocalCortexOptions
{
    TimeProvider = calendar,
    UsageLatency = TimeSpan.Zero,
    CreditRates = [new("llama3.1-8b") { Input = 0.1m, Output = 0.1m }], // made up: put in your own
}).AddCallLog(new CallLogOptions("support-api")).AddLifecycle();
await using var provider = services.BuildServiceProvider();
var pipeline = provider.GetRequiredService<IFineTunePipeline>();
var promoter = provider.GetRequiredService<IModelPromoter>();
var cortex = provider.GetRequiredService<ICortexCompleteClient>();
var data = provider.GetRequiredService<ITrainingDataClient>();

var tickets = await ReadAsync("support-train.csv");
var validation = SqlIdentifier.Parse("validation");
await data.LoadAsync(validation, (await ReadAsync("support-validation.csv")).ToAsyncEnumerable());

foreach (var share in new[] { 0.15, 0.5, 1 })
{
    var table = SqlIdentifier.Parse($"tickets_{share * 100:0}");
    await data.LoadAsync(table, tickets.Take((int)(tickets.Count * share)).ToAsyncEnumerable());
    var result = await pipeline.RunAsync(new FineTunePipelineRequest(
        UseCase,
        SqlIdentifier.Parse(UseCase),
        new TrainingDataRequest(table, keyColumn: "id") { ValidationSource = SqlStatement.Create($"SELECT * FROM {validation}") },
        new MetricSet(new ExactMatchMetric()),
        new Gate(new NotWorseRule("exact_match"), new ErrorsRule(AtMost: 0.01)))
    {
        Poll = new JobPollPolicy { InitialInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(50) },
    });
    var measure = result.Comparison!.Find("exact_match")!;
    Console.WriteLine(
        $"version {result.Version.Number}, {result.Version.TrainedTokens} trained tokens: exact match {measure.Baseline:0.000} of "
        + $"{result.Version.Baseline}, {measure.System:0.000} of the new one: {result.Outcome}");
    calendar.Turn(TimeSpan.FromDays(1));
}

var back = await promoter.RollbackAsync(new RollbackRequest(UseCase, "a customer complains"));
Console.WriteLine($"rolled back to {back.Model}, generation {back.Generation}");
var forth = await promoter.PromoteAsync(new PromotionRequest(UseCase, (await promoter.GetHistoryAsync(UseCase))[1].Model, "the customer was wrong"));
Console.WriteLine($"promoted {forth.Model} again, generation {forth.Generation}");

calendar.Turn(TimeSpan.FromDays(40));
var model = await provider.GetRequiredService<ICortexModelResolver>().ResolveAsync(UseCase);
var answer = await cortex.CompleteAsync(model.Model, tickets[0].Prompt);
Console.WriteLine($"{model.Model} answers '{answer.Text}'");

// What the account tells of the month, and what this application counted itself: the same calls, so they are not added up.
foreach (var day in await provider.GetRequiredService<ICortexUsageClient>().GetDaysAsync(new UsageQuery { From = calendar.GetUtcNow().AddDays(-30) }))
    Console.WriteLine($"used: {day}");
await foreach (var day in provider.GetRequiredService<ICortexCallLog>()
    .ReadAsync(DateOnly.FromDateTime(calendar.GetUtcNow().UtcDateTime.AddDays(-30))))
{
    Console.WriteLine($"counted: {day}");
}

var retirement = provider.GetRequiredService<IModelRetirement>();
var plan = await retirement.PlanAsync(new RetirementPolicy { DropSnapshots = true });
Console.WriteLine(plan);
var report = await retirement.RetireAsync(plan, dryRun: false);
Console.WriteLine(report);

async Task<List<TrainingPair>> ReadAsync(string file)
{
    var pairs = new List<TrainingPair>();
    await using var records = await RecordReader.OpenAsync(Path.Combine(AppContext.BaseDirectory, "data", file));
    await foreach (var record in records)
        pairs.Add(new(record["prompt"]!, record["completion"]!));
    return pairs;
}
