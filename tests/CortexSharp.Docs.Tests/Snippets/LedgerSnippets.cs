using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

public sealed class LedgerSnippets : IAsyncLifetime
{
    private readonly ServiceProvider _services;

    public LedgerSnippets()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal().AddLifecycle();
        _services = services.BuildServiceProvider();
    }

    [Fact]
    public async Task Versions()
    {
        var ledger = _services.GetRequiredService<IModelLedger>();
        var runId = Guid.NewGuid();
        var job = new FineTuningJob("ft_1", FineTuningStatus.Success) { Model = "LOCAL.PUBLIC.SUPPORT_V1" };

        #region versions
        var version = await ledger.ReserveAsync(new ModelVersionRequest("support", SqlIdentifier.Parse("support"), "llama3.1-8b") { Id = runId });
        // version.Model is SUPPORT_V1; the name that counts is the one that the finished job tells.
        await ledger.UpdateAsync(version with { Status = ModelVersionStatus.Trained, FinalModel = job.Model, JobId = job.Id, TrainedTokens = job.TrainedTokens });
        #endregion

        Assert.Equal("SUPPORT_V1", version.Model);
        Assert.Equal(job.Model, Assert.Single(await ledger.ListAsync("support")).FinalModel);
    }

    [Fact]
    public async Task Retirement()
    {
        await _services.GetRequiredService<IModelPromoter>().PromoteAsync(new("support", "llama3.1-8b", "first"));
        var retirement = _services.GetRequiredService<IModelRetirement>();

        #region retirement
        var plan = await retirement.PlanAsync(new RetirementPolicy { UnusedFor = TimeSpan.FromDays(60) });
        Console.WriteLine(plan); // a line for each tuned model: Retire, CannotTell or Keep, and why
        var report = await retirement.RetireAsync(plan, dryRun: true);
        #endregion

        Assert.Empty(report.Dropped);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _services.DisposeAsync();
}
