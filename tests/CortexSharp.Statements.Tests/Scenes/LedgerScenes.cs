using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class LedgerScenes
{
    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        account.Begin("Versions: the ledger");
        var ledger = account.Get<IModelLedger>();
        var version = await ledger.ReserveAsync(new("support", SqlIdentifier.Parse("support"), "llama3.1-8b"));
        await ledger.UpdateAsync(version with { Status = ModelVersionStatus.Trained, SnapshotTables = ["A", "B"] });
        await ledger.ClaimAsync("support", "what is trained", version.Id);
        await ledger.ClaimAsync("support", "what is trained", Guid.NewGuid(), insteadOf: version.Id);
        await ledger.ListAsync();
        await ledger.ListAsync("support");
    }
}
