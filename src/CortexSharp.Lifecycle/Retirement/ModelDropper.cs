using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>
/// Drops models by steps that can be made again. The ledger says first what is to go, so what a process that dies leaves undone is in the next plan.
/// </summary>
internal sealed class ModelDropper(ISqlExecutor executor, IReadOnlyList<IModelPromoter> promoters, IModelLedger ledger)
{
    /// <summary>The tables of a version's pairs that no other version was made of.</summary>
    public static IReadOnlyList<SqlIdentifier> SnapshotsOf(ModelVersion version, IReadOnlyList<ModelVersion> versions)
    {
        var others = versions.Where(v => v.Id != version.Id && !IsRetired(v)).ToList();
        var tables = version.SnapshotTables.Where(t => !others.Exists(v => v.SnapshotHash == version.SnapshotHash || v.SnapshotTables.Contains(t)));
        return [.. tables.Select(SqlIdentifier.Parse)];
    }

    /// <summary>Drops a model, and its snapshots if asked.</summary>
    /// <returns>What is gone.</returns>
    /// <exception cref="ModelInUseException">It is in use since, and was not dropped.</exception>
    public async Task<IReadOnlyList<SqlIdentifier>> DropAsync(RetirementCandidate candidate, bool dropSnapshots, CancellationToken cancellationToken)
    {
        var versions = new List<ModelVersion>();
        foreach (var version in await ledger.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (version.Status == ModelVersionStatus.Retired || !candidate.IsOf(version))
                continue;
            var retiring = version with { Status = ModelVersionStatus.Retiring, Note = candidate.Reasons[0] };
            versions.Add(version.Status == ModelVersionStatus.Retiring
                ? version
                : await ledger.UpdateAsync(retiring, cancellationToken).ConfigureAwait(false));
        }

        await WithdrawAsync(candidate, cancellationToken).ConfigureAwait(false);
        // Snowflake's page has no IF EXISTS for models.
        if (!candidate.IsGone)
            await RunAsync(SqlStatement.Create($"DROP MODEL {candidate.Model}"), cancellationToken).ConfigureAwait(false);

        var snapshots = new List<SqlIdentifier>();
        if (dropSnapshots)
        {
            foreach (var version in versions)
                await DropSnapshotsAsync(version, snapshots, cancellationToken).ConfigureAwait(false);
        }

        foreach (var version in versions)
            await ledger.UpdateAsync(version with { Status = ModelVersionStatus.Retired }, cancellationToken).ConfigureAwait(false);
        return [candidate.Model, .. snapshots];
    }

    /// <summary>Says of models that were to be dropped, and are to stay, what they were before, and lets them be used again.</summary>
    public async Task TakeBackAsync(IReadOnlyList<RetirementCandidate> kept, CancellationToken cancellationToken)
    {
        foreach (var version in await ledger.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (version.Status != ModelVersionStatus.Retiring || kept.FirstOrDefault(m => m.IsOf(version)) is not { } model)
                continue;
            var wasLive = false;
            foreach (var promoter in promoters)
            {
                await promoter.ReinstateAsync(model.Model.ToString(), cancellationToken).ConfigureAwait(false);
                var uses = await promoter.ListUsesAsync(cancellationToken).ConfigureAwait(false);
                wasLive |= uses.Any(u => u.Kind != ModelUseKind.Canary && ModelName.CanMeanSame(u.Model, model.Model.ToString()));
            }

            var status = wasLive ? ModelVersionStatus.Promoted : ModelVersionStatus.Candidate;
            await ledger.UpdateAsync(version with { Status = status, Note = model.Reasons[0] }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the tables of a version's pairs that no other version was made of.</summary>
    /// <remarks>
    /// The ledger is read right before each drop, and has said since long before that the version is being retired. A pipeline that finds the same
    /// tables does it the other way round: it writes its version down, and then looks whether one of the same pairs is being retired. So either it is
    /// seen here, or it waits and looks afterwards whether its tables are still there.
    /// </remarks>
    private async Task DropSnapshotsAsync(ModelVersion version, List<SqlIdentifier> dropped, CancellationToken cancellationToken)
    {
        foreach (var table in version.SnapshotTables.Select(SqlIdentifier.Parse).Except(dropped))
        {
            if (!SnapshotsOf(version, await ledger.ListAsync(null, cancellationToken).ConfigureAwait(false)).Contains(table))
                continue;
            await RunAsync(SqlStatement.Create($"DROP TABLE IF EXISTS {table}"), cancellationToken).ConfigureAwait(false);
            dropped.Add(table);
        }
    }

    /// <summary>Sees to it that nobody starts to use the model while it is dropped.</summary>
    private async Task WithdrawAsync(RetirementCandidate candidate, CancellationToken cancellationToken)
    {
        var model = candidate.Model.ToString();
        try
        {
            foreach (var promoter in promoters)
                await promoter.WithdrawAsync(model, $"retired: {candidate.Reasons[0]}", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ModelInUseException)
        {
            foreach (var promoter in promoters)
                await promoter.ReinstateAsync(model, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static bool IsRetired(ModelVersion version) =>
        version.Status == ModelVersionStatus.Retired || version.Status == ModelVersionStatus.Retiring;

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(statement, null, cancellationToken);
}
