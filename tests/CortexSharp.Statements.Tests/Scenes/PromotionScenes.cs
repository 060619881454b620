using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Resolution;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class PromotionScenes
{
    private const string UseCase = "support";

    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync();
        await account.PrepareAsync("CREATE ROLE app_role");
        await account.PrepareModelAsync("tuned");
        var promoter = account.Get<IModelPromoter>();

        account.Begin("Promotion: promote, roll back, look");
        await promoter.PromoteAsync(new(UseCase, "mistral-7b", "first"));
        await promoter.PromoteAsync(
            new(UseCase, "LOCAL.PUBLIC.TUNED", "better") { GrantUsageTo = ["app_role"], Actor = "ann", EvaluationRun = "run" });
        await promoter.RollbackAsync(new(UseCase, "worse"));
        await promoter.GetHistoryAsync(UseCase);
        await promoter.ListLiveAsync();
        await account.Get<ICortexModelResolver>().ResolveAsync(UseCase);

        account.Begin("Promotion: canary");
        var canary = await promoter.SetCanaryAsync(new(await promoter.GetLiveAsync(UseCase), new("llama3.1-8b", 2.5m)));
        await promoter.SetCanaryAsync(new(canary, null));

        account.Begin("Promotion: withdraw, and reinstate");
        await promoter.WithdrawAsync("llama3.3-70b", "too dear");
        await Assert.ThrowsAsync<ModelInUseException>(() => promoter.WithdrawAsync(canary.Model!, "unused"));
        await promoter.ReinstateAsync("llama3.3-70b");

        account.Begin("Promotion: somebody else is quicker");
        account.Controls.OnCompletion("slow").Once().Answer(async (_, cancellationToken) =>
        {
            await promoter.PromoteAsync(new(UseCase, "llama3.3-70b", "quicker") { Probe = null }, cancellationToken);
            return "pong";
        });
        await Assert.ThrowsAsync<PromotionConflictException>(() => promoter.PromoteAsync(new(UseCase, "llama3.1-8b", "late") { Probe = "slow" }));

        account.Begin("Promotion: for users of SQL");
        await promoter.CreateAliasViewAsync(UseCase, SqlIdentifier.Parse("current_model"));
        await promoter.CreateAliasFunctionAsync(UseCase, SqlIdentifier.Parse("ask"));
    }
}
