using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Evaluation.Tests.DependencyInjection;

public sealed class CortexSharpEvaluationExtensionsTests
{
    [Fact]
    public async Task AddEvaluation_Registration_KeepsInTheTablesGiven()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal().AddEvaluation(new EvaluationTables { Runs = new("MY_RUNS") });
        await using var provider = services.BuildServiceProvider();
        var request = new EvaluationRequest(CaseSource.Of([new("1", "Hi", "Hello")]), new MetricSet(new ExactMatchMetric()), "llama3.1-8b");

        await provider.GetRequiredService<ICortexEvaluator>().EvaluateAsync(request);

        var run = Assert.Single(await provider.GetRequiredService<IEvaluationStore>().ListAsync());
        Assert.Equal((request.Id, "llama3.1-8b"), (run.Evaluation, run.Model));
        Assert.Equal(
            1, await provider.GetRequiredService<ISqlExecutor>().QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM my_runs")));
    }

    [Fact]
    public async Task AddEvaluation_Keyed_IsFoundUnderTheKeyOnly()
    {
        var services = new ServiceCollection();
        services.AddKeyedCortexSharp("eu").UseLocal().AddEvaluation();
        await using var provider = services.BuildServiceProvider();

        Assert.Empty(await provider.GetRequiredKeyedService<IEvaluationStore>("eu").ListAsync());
        Assert.NotNull(provider.GetKeyedService<ICortexEvaluator>("eu"));
        Assert.Null(provider.GetService<ICortexEvaluator>());
    }
}
