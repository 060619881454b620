using CortexSharp.Completions;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Resolution;
using CortexSharp.Local;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

public class PromotionSnippets
{
    [Fact]
    public async Task Promotion()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(new LocalCortexOptions { BaseModels = ["llama3.1-8b"], Database = "MY_DB", Schema = "AI" }).AddLifecycle();
        await using var provider = services.BuildServiceProvider();
        var promoter = provider.GetRequiredService<IModelPromoter>();
        var resolver = provider.GetRequiredService<ICortexModelResolver>();
        var cortex = provider.GetRequiredService<ICortexCompleteClient>();
        var incidentId = Guid.NewGuid();
        var executor = provider.GetRequiredService<ISqlExecutor>();
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE ROLE app_role"));
        await TuneAsync(provider, "SUPPORT_V2");
        await TuneAsync(provider, "SUPPORT_V3");
        await promoter.PromoteAsync(new PromotionRequest("support", "llama3.1-8b", "the base model"));

        #region promotion
        await promoter.PromoteAsync(new PromotionRequest("support", "MY_DB.AI.SUPPORT_V2", "exact match 0.86 against 0.81")
        {
            EvaluationRun = "run-42",
            GrantUsageTo = ["APP_ROLE"], // without USAGE the application would see an unknown model
        });

        // Something is wrong:
        var live = await promoter.RollbackAsync(new RollbackRequest("support", "answers in the wrong language") { Id = incidentId });
        Console.WriteLine($"{live.UseCase} calls {live.Model} again, generation {live.Generation}");
        #endregion

        var userId = "user 7";

        #region resolver
        var model = await resolver.ResolveAsync("support", key: userId);
        var answer = await cortex.CompleteAsync(model.Model, "Where is my parcel?");
        #endregion

        #region canary
        var now = await promoter.GetLiveAsync("support");
        await promoter.SetCanaryAsync(new CanaryRequest(now, new Canary("MY_DB.AI.SUPPORT_V3", Percent: 5)) { GrantUsageTo = ["APP_ROLE"] });
        #endregion

        Assert.Equal(("llama3.1-8b", 3L, "llama3.1-8b"), (live.Model, live.Generation, model.Model));
        Assert.NotEmpty(answer.Text);
    }

    private static async Task TuneAsync(IServiceProvider provider, string model)
    {
        await provider.GetRequiredService<ISqlExecutor>().ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE IF NOT EXISTS pairs AS SELECT 'my parcel ' || column1 AS prompt, 'delivery' AS completion FROM VALUES (1), (2), (3), (4)"));
        var fineTune = provider.GetRequiredService<FineTuning.ICortexFineTuneClient>();
        var job = await fineTune.CreateAsync(new(SqlIdentifier.Parse(model), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs")));
        await FineTuning.CortexFineTuneClientExtensions.WaitUntilFinishedAsync(
            fineTune, job, new() { InitialInterval = TimeSpan.FromMilliseconds(20), MaxInterval = TimeSpan.FromMilliseconds(20) });
    }
}
