using CortexSharp.Statements.Tests.Recording;
using CortexSharp.Usage;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class UsageScenes
{
    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        account.Begin("Usage: each view");
        foreach (var view in (UsageView[])
            [
                UsageView.AiFunctions, UsageView.AiSql, UsageView.Functions, UsageView.FunctionQueries, UsageView.FineTuning, UsageView.RestApi,
                UsageView.SearchServing, UsageView.SearchDaily, UsageView.MeteringDaily,
            ])
        {
            await ReadAsync(new() { View = view });
        }

        account.Begin("Usage: by every condition");
        var now = account.Time.GetUtcNow();
        await ReadAsync(new() { From = now.AddDays(-1) });
        await ReadAsync(new() { View = UsageView.AiFunctions, From = now.AddDays(-30), ModelNames = ["SUPPORT_V1", "SUPPORT_V2"] });
        await ReadAsync(new() { View = UsageView.MeteringDaily, Service = "AI_SERVICES" });
        await ReadAsync(new() { View = UsageView.MeteringDaily, From = now.AddDays(-1), Until = now });
        await ReadAsync(new() { From = now.AddDays(-1), Until = now, Model = "llama3.1-8b", QueryTag = "nightly", QueryId = "01b2" });

        account.Begin("Usage: the application's own count");
        await using var log = new CortexCallLog(account.Executor, new("support-api"), account.Time);
        log.Count("LOCAL.PUBLIC.SUPPORT_V1", new(7, 3, 10));
        Assert.Single(await log.ReadAsync().ToListAsync());
        Assert.Empty(await log.ReadAsync(new(2099, 1, 1)).ToListAsync());

        async Task ReadAsync(UsageQuery query)
        {
            await foreach (var _ in account.Get<ICortexUsageClient>().ReadAsync(query))
            {
            }
        }
    }
}
