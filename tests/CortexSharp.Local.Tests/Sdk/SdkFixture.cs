using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>The SDK's clients over an offline Cortex of their own.</summary>
internal sealed class SdkFixture : IAsyncDisposable
{
    public static readonly JobPollPolicy Poll =
        new() { InitialInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(50) };

    private readonly ServiceProvider _services;

    public SdkFixture(LocalCortexOptions? options = null)
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(options ?? new());
        _services = services.BuildServiceProvider();
    }

    public ISqlExecutor Executor => _services.GetRequiredService<ISqlExecutor>();

    public ICortexCompleteClient Complete => _services.GetRequiredService<ICortexCompleteClient>();

    public ICortexFineTuneClient FineTune => _services.GetRequiredService<ICortexFineTuneClient>();

    public ICortexBaseModelClient BaseModels => _services.GetRequiredService<ICortexBaseModelClient>();

    public ITrainingDataClient TrainingData => _services.GetRequiredService<ITrainingDataClient>();

    public ICortexUsageClient Usage => _services.GetRequiredService<ICortexUsageClient>();

    public async Task RunAsync(SqlStatement statement) => await Executor.ExecuteNonQueryAsync(statement);

    public Task<long> CountAsync(string table) =>
        Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM {SqlIdentifier.Parse(table)}"));

    /// <summary>A table PAIRS of two classes that any learner can tell apart.</summary>
    public async Task FillPairsAsync()
    {
        await RunAsync(SqlStatement.Create($"CREATE TABLE pairs (id NUMBER, prompt VARCHAR, completion VARCHAR)"));
        for (var i = 0; i < 20; i++)
        {
            var (prompt, completion) = i % 2 == 0
                ? ($"my parcel {i} is late and never came", "delivery")
                : ($"please give the money of order {i} back", "refund");
            await RunAsync(SqlStatement.Create($"INSERT INTO pairs VALUES ({i}, {prompt}, {completion})"));
        }
    }

    public static FineTuningRequest TrainOnPairs(string model = "tuned") =>
        new(SqlIdentifier.Parse(model), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
