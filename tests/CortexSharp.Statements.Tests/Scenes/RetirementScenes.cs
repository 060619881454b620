using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Retirement;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;
using CortexSharp.TrainingData;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class RetirementScenes
{
    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording, options => options with { UsageLatency = TimeSpan.Zero });
        await account.PrepareTicketsAsync();
        await account.PrepareModelAsync("called");
        await account.PrepareModelAsync("unused");
        account.Begin("Retirement: plan, and drop");
        await account.Get<IModelPromoter>().PromoteAsync(new("other", "llama3.1-8b", "first") { Probe = null });
        var snapshot =
            await account.Get<ITrainingDataClient>().SnapshotAsync(new(SqlIdentifier.Parse("tickets"), "id"), SqlIdentifier.Parse("support"));
        var version = await account.Get<IModelLedger>().ReserveAsync(new("support", SqlIdentifier.Parse("unused"), "llama3.1-8b"));
        await account.Get<IModelLedger>().UpdateAsync(
            version with { FinalModel = "LOCAL.PUBLIC.UNUSED", SnapshotHash = snapshot.Hash, SnapshotTables = [snapshot.TrainTable.ToString()] });
        account.Time.Advance(TimeSpan.FromDays(40));
        await account.PrepareAsync("SELECT AI_COMPLETE('LOCAL.PUBLIC.CALLED', 'my parcel')");

        var retirement = account.Get<IModelRetirement>();
        await retirement.PlanAsync();
        var plan = await retirement.PlanAsync(new() { Schema = SqlIdentifier.Parse("local.public"), DropSnapshots = true });
        Assert.Equal(2, (await retirement.RetireAsync(plan, dryRun: false)).Dropped.Count);
    }
}
