using CortexSharp.BaseModels;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class BaseModelScenes
{
    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(
            recording, options => options with { BaseModels = [new("llama3.1-8b") { Regions = ["AWS_EU_WEST_1"], CrossRegions = ["AWS_EU"] }] });
        await account.PrepareAsync("CREATE ROLE trainer");

        account.Begin("Base models: list, and check");
        await account.Get<ICortexBaseModelClient>().ListAsync();
        await account.Get<ICortexBaseModelClient>()
            .CheckAsync(new("llama3.1-8b", BaseModelUse.Call) { Probe = true, Execution = new() { Role = "TRAINER" } });
        await account.Get<ICortexBaseModelClient>().CheckAsync(
            new("llama3.1-8b", BaseModelUse.Tune)
            {
                Schema = new("LOCAL", "PUBLIC"),
                Sources = [new("LOCAL", "PUBLIC", "TICKETS")],
                Execution = new() { Role = "TRAINER" },
            });
        await account.Get<ICortexBaseModelClient>().CheckAsync(new("no-such-model", BaseModelUse.Call));
    }
}
