using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Lifecycle.Tests.Retirement;

/// <summary>An offline Cortex on a clock of its own, with models that are versions of the ledger, and others.</summary>
internal sealed class RetirementWorld : IAsyncDisposable
{
    public static readonly PromotionTables OtherTables = new()
    {
        Config = new("LOCAL", "OTHER", "ML_CONFIG"),
        Promotions = new("LOCAL", "OTHER", "ML_PROMOTIONS"),
        Withdrawn = new("LOCAL", "OTHER", "ML_WITHDRAWN_MODELS"),
    };

    /// <summary>The rows of which the versions of <see cref="CreateUnusedAsync"/> are made.</summary>
    public static readonly TrainingDataRequest Pairs =
        new(SqlStatement.Create($"SELECT ROW_NUMBER() OVER (ORDER BY prompt) AS id, prompt, completion FROM pairs"), "id")
        {
            ValidationShare = 0.5,
            Stratify = true,
        };

    private static readonly JobPollPolicy Poll =
        new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaxInterval = TimeSpan.FromMilliseconds(20) };

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceProvider _services;

    public RetirementWorld(
        LocalBaseModel? baseModel = null, IReadOnlyList<PromotionTables>? otherTables = null, IReadOnlyList<SqlIdentifier>? otherCallLogs = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddCortexSharp().UseLocal(new LocalCortexOptions
        {
            TimeProvider = _time,
            Controls = Controls,
            UsageLatency = TimeSpan.Zero,
            CreditRates = [new("llama3.1-8b") { Input = 1, Output = 1 }],
            BaseModels = [baseModel ?? new("llama3.1-8b") { EolDate = "Q1 2027" }],
        }).AddLifecycle(otherTables: otherTables, otherCallLogs: otherCallLogs);
        _services = services.BuildServiceProvider();
    }

    public TestControls Controls { get; } = new();

    public IResumableSqlExecutor Executor => (IResumableSqlExecutor)Get<ISqlExecutor>();

    public IModelRetirement Retirement => Get<IModelRetirement>();

    public IModelPromoter Promoter => Get<IModelPromoter>();

    public IModelPromoter OtherPromoter => new ModelPromoter(Executor, Get<ICortexCompleteClient>(), OtherTables);

    public IModelLedger Ledger => Get<IModelLedger>();

    /// <summary>The same retirement, of which every change goes another way.</summary>
    public ModelRetirement RetirementOver(ISqlExecutor executor) => new(
        executor, [new ModelPromoter(executor, Get<ICortexCompleteClient>())], new ModelLedger(executor), Get<ICortexUsageClient>(),
        Get<ICortexBaseModelClient>(), _time);

    /// <summary>The same retirement with other evidence.</summary>
    public ModelRetirement RetirementBy(ICortexUsageClient? usage = null, params ICortexCallLog[] callLogs) =>
        new(
            Executor, [Promoter], Ledger, usage ?? Get<ICortexUsageClient>(), Get<ICortexBaseModelClient>(), _time, Get<ICortexFineTuneClient>(),
            callLogs);

    /// <summary>The log of an application.</summary>
    public CortexCallLog CallLog(string caller = "support-api", string table = "ML_CALL_LOG") =>
        new(Executor, new(caller) { Table = new(table) }, _time);

    /// <summary>The same retirement, with other promoters.</summary>
    public ModelRetirement RetirementOf(IReadOnlyList<IModelPromoter> promoters) =>
        new(Executor, promoters, Ledger, Get<ICortexUsageClient>(), Get<ICortexBaseModelClient>(), _time, Get<ICortexFineTuneClient>());

    /// <summary>A model that nobody called, of a version with snapshots, and one that somebody did; made 40 days ago.</summary>
    public async Task<ModelVersion> CreateUnusedAsync()
    {
        await TuneAsync("unused");
        await TuneAsync("called");
        await BeginAsync();
        var snapshot = await Get<ITrainingDataClient>().SnapshotAsync(Pairs, SqlIdentifier.Parse("support"));
        var version = await AddVersionAsync("unused") with
        {
            SnapshotHash = snapshot.Hash,
            SnapshotTables = [snapshot.TrainTable.ToString(), snapshot.ValidationTable!.ToString()],
        };
        version = await Ledger.UpdateAsync(version);
        Advance(40);
        await AskAsync("LOCAL.PUBLIC.CALLED");
        return version;
    }

    /// <summary>Models that nobody called, each with a table of training data of its own, and one that somebody did; made 40 days ago.</summary>
    public async Task CreateManyUnusedAsync(int count)
    {
        var models = Enumerable.Range(0, count).Select(i => $"UNUSED_{i}").ToList();
        await TuneAsync([.. models, "called"]);
        await AddVersionAsync("called");
        foreach (var model in models)
        {
            var table = new SqlIdentifier("LOCAL", "PUBLIC", $"TRAIN_{model}");
            await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE {table} AS SELECT prompt, completion FROM pairs"));
            await Ledger.UpdateAsync(await AddVersionAsync(model) with { SnapshotHash = $"hash of {model}", SnapshotTables = [table.ToString()] });
        }

        await BeginAsync();
        Advance(40);
        await AskAsync("LOCAL.PUBLIC.CALLED");
    }

    /// <summary>Writes into the ledger that a version made a model.</summary>
    public async Task<ModelVersion> AddVersionAsync(string model)
    {
        var version = await Ledger.ReserveAsync(new("support", SqlIdentifier.Parse(model), "llama3.1-8b"));
        return await Ledger.UpdateAsync(
            version with { Status = ModelVersionStatus.Candidate, FinalModel = $"LOCAL.PUBLIC.{model.ToUpperInvariant()}" });
    }

    /// <summary>The promoter's tables, with a base model live.</summary>
    public Task BeginAsync() => Promoter.PromoteAsync(new("other", "llama3.1-8b", "first") { Probe = null });

    public void Advance(int days) => _time.Advance(TimeSpan.FromDays(days));

    public Task AskAsync(string model) => Get<ICortexCompleteClient>().CompleteAsync(model, "my parcel");

    public async Task<IReadOnlyList<string>> ModelsAsync() =>
        await Executor.QueryAsync(SqlStatement.Create($"SHOW MODELS IN SCHEMA local.public")).Select(r => r.Get<string>("name")).ToListAsync();

    public async Task<IReadOnlyList<string>> TablesAsync(string pattern) =>
        await Executor.QueryAsync(SqlStatement.Create($"SHOW TABLES LIKE {SqlLiteral.Of(pattern)}")).Select(r => r.Get<string>("name")).ToListAsync();

    public Task TuneAsync(string model) => TuneAsync([model]);

    public async Task TuneAsync(IReadOnlyList<string> models)
    {
        await RunAsync(
            "CREATE TABLE IF NOT EXISTS pairs AS SELECT 'my parcel ' || column1 AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4)");
        var (fineTune, jobs) = (Get<ICortexFineTuneClient>(), new List<string>());
        foreach (var model in models)
        {
            jobs.Add(
                await fineTune.CreateAsync(
                    new(SqlIdentifier.Parse(model), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs"))));
        }

        foreach (var job in jobs)
            Assert.Equal(FineTuningStatus.Success, (await fineTune.WaitUntilFinishedAsync(job, Poll)).Status);
    }

    public Task<long> RunAsync(string sql) => Executor.ExecuteNonQueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
