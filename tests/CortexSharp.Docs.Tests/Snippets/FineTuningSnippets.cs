using CortexSharp.BaseModels;
using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

public sealed class FineTuningSnippets : IAsyncLifetime
{
    private readonly ServiceProvider _services;

    public FineTuningSnippets()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal();
        _services = services.BuildServiceProvider();
    }

    [Fact]
    public async Task CreateAndWait()
    {
        await FillAsync();
        var fineTune = _services.GetRequiredService<ICortexFineTuneClient>();
        var complete = _services.GetRequiredService<ICortexCompleteClient>();

        #region fine-tune
        var request = new FineTuningRequest(
            model: SqlIdentifier.Parse("support_v1"),
            baseModel: "llama3.1-8b",
            trainingQuery: SqlStatement.Create($"SELECT prompt, completion FROM tickets_train WHERE lang = {"en"}"))
        {
            MaxEpochs = 3,
        };
        var jobId = await fineTune.CreateAsync(request);
        var job = await fineTune.WaitUntilFinishedAsync(jobId, new JobPollPolicy { InitialInterval = TimeSpan.FromMilliseconds(100) });

        var answer = await complete.CompleteAsync(job.Model!, "my parcel never came");
        Console.WriteLine($"{answer.Text}; {job.TrainedTokens} tokens trained");
        #endregion

        Assert.Equal("delivery", answer.Text);
    }

    [Fact]
    public async Task CheckTheBaseModel()
    {
        var baseModels = _services.GetRequiredService<ICortexBaseModelClient>();

        #region check-base-model
        var check = await baseModels.CheckAsync(new("llama3.1-8b", BaseModelUse.Tune)
        {
            Schema = SqlIdentifier.Parse("LOCAL.PUBLIC"), // where the model is to be made
        });
        Console.WriteLine(check); // the verdict, and each reason on a line of its own
        check.ThrowIfNotUsable();
        #endregion

        Assert.True(check.IsUsable);
        var other = await baseModels.CheckAsync(new("snowflake-arctic", BaseModelUse.Tune));
        Assert.Throws<CortexException>(other.ThrowIfNotUsable);
    }

    [Fact]
    public async Task CreateOrFind()
    {
        await FillAsync();
        var fineTune = _services.GetRequiredService<ICortexFineTuneClient>();
        var executor = _services.GetRequiredService<ISqlExecutor>();
        var request = new FineTuningRequest(SqlIdentifier.Parse("support_v2"), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM tickets_train"));

        #region create-or-find
        var journal = new SqlFineTuningJournal(executor, SqlIdentifier.Parse("ml.ops.fine_tuning_journal"));
        var jobId = await fineTune.CreateOrFindAsync(request, journal, intent: "support-2026-11");
        #endregion

        Assert.Equal(jobId, await fineTune.CreateOrFindAsync(request, journal, intent: "support-2026-11"));
        Assert.Single(await fineTune.ListAsync());
    }

    [Fact]
    public async Task Watch()
    {
        await FillAsync();
        var fineTune = _services.GetRequiredService<ICortexFineTuneClient>();
        var jobId = await fineTune.CreateAsync(new FineTuningRequest(SqlIdentifier.Parse("support_v3"), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM tickets_train")));
        var policy = new JobPollPolicy { InitialInterval = TimeSpan.FromMilliseconds(50) };
        FineTuningJob? last = null;

        #region watch
        await foreach (var job in fineTune.WatchAsync(jobId, policy))
        {
            Console.WriteLine($"{job.Status} {job.Progress:P0}");
            last = job;
        }
        #endregion

        Assert.Equal(FineTuningStatus.Success, last!.Status);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _services.DisposeAsync().AsTask();

    private async Task FillAsync()
    {
        var executor = _services.GetRequiredService<ISqlExecutor>();
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE tickets_train (prompt VARCHAR, completion VARCHAR, lang VARCHAR)"));
        for (var i = 0; i < 12; i++)
        {
            foreach (var (prompt, completion) in new[] { ($"my parcel number {i} never came", "delivery"), ($"the parcel is late, day {i}", "delivery"), ($"I want my money back for order {i}", "refund"), ($"please refund invoice {i}", "refund") })
                await executor.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO tickets_train VALUES ({prompt}, {completion}, {"en"})"));
        }
    }
}
