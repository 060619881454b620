using System.Diagnostics;
using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Tests.Cortex;

/// <summary>One process with an offline Cortex, as far as its Cortex side goes; several may share a file.</summary>
internal sealed class CortexHarness : IAsyncDisposable
{
    public const string TrainingQuery = "SELECT prompt, completion FROM pairs";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LocalDatabase _database;
    private readonly CortexRuntime _runtime;
    private readonly Account _account;

    /// <param name="options">The options; their path and clock are set here.</param>
    /// <param name="path">The file; null for one of its own.</param>
    /// <param name="time">The clock; null for one of its own.</param>
    /// <param name="data">The training data; null for pairs under <see cref="TrainingQuery"/>.</param>
    public CortexHarness(LocalCortexOptions? options = null, string? path = null, ManualTimeProvider? time = null, FakeTrainingData? data = null)
    {
        Time = time ?? new ManualTimeProvider();
        Data = data ?? new FakeTrainingData();
        Data.Rows.TryAdd(TrainingQuery, Pairs(60));
        options = (options ?? new()) with { TimeProvider = Time };
        _database = new LocalDatabase(path ?? ":memory:", _ => { });
        _account = new Account(_database, options);
        _runtime = new CortexRuntime(_account, options, Data);
    }

    public static CallContext Context { get; } = new("01b2-query", "DB", "SCH", QueryTag: null);

    public ManualTimeProvider Time { get; }

    public FakeTrainingData Data { get; }

    public ModelRegistry Models => _account.Models;

    public ICortexFunctions Functions => _runtime.Functions;

    public static IEnumerable<(string?, string?)> Pairs(int count) => Enumerable.Range(0, count).Select(i => i % 2 == 0
        ? ((string?)$"Ticket {i}: I want my money back for order {i * 7}", (string?)"refund")
        : ($"Ticket {i}: where is the parcel with number {i * 7}", "delivery"));

    public void Start() => _runtime.Start();

    public ValueTask DisposeRuntimeAsync() => _runtime.DisposeAsync();

    /// <summary>Calls a function for one row.</summary>
    public async Task<object?> CallAsync(string name, CortexArgument[] arguments, params object?[] row) =>
        Assert.Single(await Functions.Bind(name, arguments).EvaluateAsync([row], Context, CancellationToken.None));

    public Task<object?> CompleteAsync(params CortexArgument[] arguments) => CallAsync("AI_COMPLETE", arguments);

    public async Task<string> FineTuneAsync(params CortexArgument[] arguments) => (string)(await CallAsync("SNOWFLAKE.CORTEX.FINETUNE", arguments))!;

    public Task<string> CreateJobAsync(
        string model = "tuned", string query = TrainingQuery, string? validation = null, string? options = null) => FineTuneAsync(
        Arg.Text("CREATE"), Arg.Text(model), Arg.Text("llama3.1-8b"), Arg.Text(query),
        validation is null ? Arg.Null : Arg.Text(validation), options is null ? Arg.Null : Arg.Text(options));

    public Task<string> DescribeTextAsync(string id) => FineTuneAsync(Arg.Text("DESCRIBE"), Arg.Text(id));

    public async Task<JsonElement> DescribeAsync(string id) => JsonElement.Parse(await DescribeTextAsync(id));

    /// <summary>Waits, without sleeping, until the description of a job is as wished.</summary>
    public async Task<JsonElement> WhenAsync(string id, Predicate<JsonElement> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var job = await DescribeAsync(id);
            if (condition(job))
                return job;
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"The job did not get there: {job.GetRawText()}");
            await Task.Yield();
        }
    }

    public Task<JsonElement> WhenStatusAsync(string id, string status) => WhenAsync(id, job => job.GetProperty("status").GetString() == status);

    /// <summary>Trains a model and waits for it.</summary>
    public async Task<JsonElement> TuneAsync(string model = "tuned") => await WhenStatusAsync(await CreateJobAsync(model), "SUCCESS");

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _database.DisposeAsync();
    }
}
