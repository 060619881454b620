using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Lifecycle.Tests.Promotion;

/// <summary>An offline Cortex with base models v1, v2 and v3, and a role <c>APP</c> that may call no tuned model.</summary>
internal sealed class PromoterWorld : IAsyncDisposable
{
    public const string UseCase = "support";

    private readonly ServiceProvider _services;

    private PromoterWorld()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(new LocalCortexOptions { Controls = Controls, BaseModels = ["llama3.1-8b", "v1", "v2", "v3"] })
            .AddLifecycle();
        _services = services.BuildServiceProvider();
    }

    public TestControls Controls { get; } = new();

    public IModelPromoter Promoter => _services.GetRequiredService<IModelPromoter>();

    public static async Task<PromoterWorld> CreateAsync()
    {
        var world = new PromoterWorld();
        await world.RunAsync("CREATE ROLE app");
        await world.RunAsync("GRANT USAGE ON DATABASE local TO ROLE app");
        await world.RunAsync("GRANT USAGE ON SCHEMA local.public TO ROLE app");
        return world;
    }

    /// <summary>Promotes models one after the other.</summary>
    public async Task<LiveModel> PromoteAsync(params string[] models)
    {
        LiveModel? live = null;
        foreach (var model in models)
            live = await Promoter.PromoteAsync(new(UseCase, model, $"to {model}"));
        return live!;
    }

    public Task<LiveModel> RollbackAsync() => Promoter.RollbackAsync(new(UseCase, "something is wrong"));

    public async Task TuneAsync(string model)
    {
        await RunAsync(
            "CREATE TABLE IF NOT EXISTS pairs AS SELECT 'my parcel ' || column1 AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4)");
        var fineTune = _services.GetRequiredService<ICortexFineTuneClient>();
        var job =
            await fineTune.CreateAsync(new(SqlIdentifier.Parse(model), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs")));
        await fineTune.WaitUntilFinishedAsync(
            job, new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaxInterval = TimeSpan.FromMilliseconds(20) });
    }

    public Task<long> RunAsync(string sql) =>
        _services.GetRequiredService<ISqlExecutor>().ExecuteNonQueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
