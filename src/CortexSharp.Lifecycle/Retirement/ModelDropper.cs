using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Drops models by steps that can be made again. The ledger says first what is to go, so what a process that dies leaves undone is in the next plan.</summary>
internal sealed class ModelDropper(ISqlExecutor executor, IModelPromoter promoter, IModelLedger ledger)
{
    public async Task DropAsync(RetirementCandidate candidate, CancellationToken cancellationToken)
    {
        var versions = new List<ModelVersion>();
        foreach (var version in await ledger.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (version.Status == ModelVersionStatus.Retired || !candidate.IsCalled(version.FinalModel ?? version.Model))
                continue;
            versions.Add(version.Status == ModelVersionStatus.Retiring
                ? version
                : await ledger.UpdateAsync(version with { Status = ModelVersionStatus.Retiring, Note = candidate.Reasons[0] }, cancellationToken).ConfigureAwait(false));
        }

        // Snowflake's page has no IF EXISTS for models.
        if (!candidate.IsGone)
            await RunAsync(SqlStatement.Create($"DROP MODEL {candidate.Model}"), cancellationToken).ConfigureAwait(false);
        foreach (var table in candidate.Snapshots)
            await RunAsync(SqlStatement.Create($"DROP TABLE IF EXISTS {table}"), cancellationToken).ConfigureAwait(false);
        foreach (var version in versions)
            await ledger.UpdateAsync(version with { Status = ModelVersionStatus.Retired }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says of models that were to be dropped when a process died, and are to stay now, what they were before.</summary>
    public async Task TakeBackAsync(IReadOnlyList<RetirementCandidate> kept, CancellationToken cancellationToken)
    {
        foreach (var version in await ledger.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (version.Status != ModelVersionStatus.Retiring || kept.FirstOrDefault(m => m.IsCalled(version.FinalModel ?? version.Model)) is not { } model)
                continue;
            var history = await promoter.GetHistoryAsync(version.UseCase, cancellationToken).ConfigureAwait(false);
            var wasLive = history.Any(p => p.Outcome == PromotionOutcome.Done && model.IsCalled(p.Model));
            await ledger.UpdateAsync(
                version with { Status = wasLive ? ModelVersionStatus.Promoted : ModelVersionStatus.Candidate, Note = model.Reasons[0] }, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) => executor.ExecuteNonQueryAsync(statement, null, cancellationToken);
}
