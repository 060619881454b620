using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

/// <summary>An offline Cortex with tickets, on a clock that skips every wait.</summary>
internal sealed class PipelineWorld : IAsyncDisposable
{
    public const int ValidationCases = 8;

    private readonly ServiceProvider _services;

    private PipelineWorld(DescribeVariants variant, ITrainingBackend? backend)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddCortexSharp().UseLocal(new LocalCortexOptions { TimeProvider = Time, Controls = Controls, DescribeVariants = variant })
            .AddLifecycle();
        if (backend is not null)
            services.AddSingleton(backend);
        _services = services.BuildServiceProvider();
    }

    public TestControls Controls { get; } = new();

    public ManualTimeProvider Time { get; } = new() { SkipsWaiting = true, LongestSkip = TimeSpan.FromMinutes(1) };

    public IFineTunePipeline Pipeline => _services.GetRequiredService<IFineTunePipeline>();

    /// <summary>The offline Cortex itself.</summary>
    public IResumableSqlExecutor Server => (IResumableSqlExecutor)Executor;

    public ISqlExecutor Executor => _services.GetRequiredService<ISqlExecutor>();

    public ICortexCompleteClient Completions => _services.GetRequiredService<ICortexCompleteClient>();

    public IModelPromoter Promoter => _services.GetRequiredService<IModelPromoter>();

    public IModelLedger Ledger => _services.GetRequiredService<IModelLedger>();

    public ITrainingBackend Backend => _services.GetRequiredService<ITrainingBackend>();

    public ICortexEvaluator Evaluator => _services.GetRequiredService<ICortexEvaluator>();

    public IEvaluationStore Store => _services.GetRequiredService<IEvaluationStore>();

    public static async Task<PipelineWorld> CreateAsync(DescribeVariants variant = DescribeVariants.None, ITrainingBackend? backend = null)
    {
        var world = new PipelineWorld(variant, backend);
        await world.RunAsync("""
            CREATE TABLE tickets AS
            SELECT f.value::NUMBER AS id, IFF(MOD(f.value::NUMBER, 2) = 0, 'my parcel is late, order ', 'give me my money back for ') || f.value AS prompt,
                   IFF(MOD(f.value::NUMBER, 2) = 0, 'delivery', 'refund') AS completion
            FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, 40))) f
            """);
        return world;
    }

    public FineTunePipelineRequest Request(Gate gate) => new(
        "support", SqlIdentifier.Parse("support"), new(SqlIdentifier.Parse("tickets"), "id") { Stratify = true, ValidationShare = 0.2 },
        new MetricSet(new ExactMatchMetric()), gate)
    {
        Poll = new() { InitialInterval = TimeSpan.FromSeconds(1), MaxInterval = TimeSpan.FromSeconds(1), TimeProvider = Time },
    };

    public FineTunePipeline PipelineWith(
        IModelPromoter? promoter = null, ITrainingBackend? backend = null, IModelLedger? ledger = null, ICortexEvaluator? evaluator = null) => new(
        Executor, _services.GetRequiredService<ITrainingDataClient>(), backend ?? _services.GetRequiredService<ITrainingBackend>(),
        evaluator ?? Evaluator, ledger ?? Ledger, promoter ?? Promoter);

    /// <summary>The ledger, which cannot be written to once a version comes so far.</summary>
    public IModelLedger LedgerThatFailsAt(ModelVersionStatus status)
    {
        var ledger = new Mock<IModelLedger>();
        ledger.Setup(l => l.ListAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns((string? useCase, CancellationToken token) => Ledger.ListAsync(useCase, token));
        ledger.Setup(l => l.ReserveAsync(It.IsAny<ModelVersionRequest>(), It.IsAny<CancellationToken>()))
            .Returns((ModelVersionRequest request, CancellationToken token) => Ledger.ReserveAsync(request, token));
        ledger.Setup(l => l.ClaimAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<Guid>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()))
            .Returns((string useCase, string training, Guid id, Guid? insteadOf, CancellationToken token) =>
                Ledger.ClaimAsync(useCase, training, id, insteadOf, token));
        ledger.Setup(l =>
            l.UpdateAsync(
                It.IsAny<ModelVersion>(),
                It.IsAny<CancellationToken>())).Returns((ModelVersion version, CancellationToken token) => version.Status == status
            ? throw new CortexException(CortexErrorKind.NotAuthorized, "the ledger is closed")
            : Ledger.UpdateAsync(version, token));
        return ledger.Object;
    }

    /// <summary>The pipeline of another process, which has this client.</summary>
    public IFineTunePipeline ProcessOf(ISqlExecutor client)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(client).AddCortexSharp().AddLifecycle();
        return services.BuildServiceProvider().GetRequiredService<IFineTunePipeline>();
    }

    public async Task<int> JobsAsync() => (await _services.GetRequiredService<ICortexFineTuneClient>().ListAsync()).Count;

    public Task<long> RunAsync(string sql) =>
        _services.GetRequiredService<ISqlExecutor>().ExecuteNonQueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
