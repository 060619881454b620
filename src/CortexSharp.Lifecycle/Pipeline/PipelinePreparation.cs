using System.Globalization;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>
/// From rows to the version that is trained on them. Of several pipelines of one recipe one holds the claim, and the others go on as its version, so
/// that there is one job; which is also how what a dead process began is found again.
/// </summary>
internal sealed class PipelinePreparation(ISqlExecutor executor, ITrainingDataClient data, IModelLedger ledger, string backend)
{
    // Each round somebody has dropped the tables that the one before made.
    private const int MostRounds = 10;

    // A retirement drops tables a few statements after it marked their version; one that takes longer has died.
    private static readonly TimeSpan LongestRetirement = TimeSpan.FromMinutes(10);

    private static readonly SqlExecutionOptions Reading = new() { Effect = SqlEffect.Read };

    /// <summary>Finds the version, or makes it.</summary>
    /// <returns>The version, and whether it is an earlier one that is as far as it comes.</returns>
    public async Task<(ModelVersion Version, bool IsDecided)> RunAsync(
        FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var versions = await ledger.ListAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        var version = versions.FirstOrDefault(v => v.Id == request.Id);
        if (version is { Status: var status } && (status == ModelVersionStatus.Retiring || status == ModelVersionStatus.Retired))
        {
            throw new CortexException(
                CortexErrorKind.Conflict,
                $"{version.FinalModel} of the pipeline {request.Id} is retired, so there is nothing to go on with: start another pipeline.");
        }

        for (var round = 0; round < MostRounds; round++)
        {
            if (version?.SnapshotHash is not null
                && (version.JobId is not null || await HoldsTablesAsync(version, request.Poll, cancellationToken).ConfigureAwait(false)))
            {
                return (version, false);
            }

            progress?.Report(new(PipelineStep.Prepare, "making the snapshot"));
            var snapshot = await data.SnapshotAsync(request.Data, request.Name, cancellationToken).ConfigureAwait(false);
            Check(snapshot, request);
            var recipe = TrainingRecipe.Of(snapshot.Hash, request, backend);
            var earlier = request.Force || version?.SnapshotHash is not null
                ? null
                : versions.FirstOrDefault(v => v.Id != request.Id && !IsOver(v, recipe));
            if (earlier is not null && IsDecided(earlier))
                return (earlier, true);
            version = earlier ?? await ReserveAsync(version?.Id ?? request.Id, snapshot, recipe, request, cancellationToken).ConfigureAwait(false);
        }

        throw new CortexException(
            CortexErrorKind.Conflict,
            $"The snapshot of the pipeline {request.Id} was dropped {MostRounds} times as soon as it was made; see who drops tables of "
            + $"'{request.Name}', and make the request again.");
    }

    /// <summary>What would cost a job before it is found is found here.</summary>
    private static void Check(TrainingSnapshot snapshot, FineTunePipelineRequest request)
    {
        if (snapshot.ValidationTable is null)
        {
            throw new CortexException(
                CortexErrorKind.InvalidValue, "No row is left for validation, so the new model could not be evaluated; raise the validation share.");
        }

        var (rows, most) = (snapshot.TrainRows + snapshot.ValidationRows, request.Data.BaseModel.MaxRowsForOneEpoch / request.Data.Epochs);
        if (rows > most)
        {
            throw new CortexException(CortexErrorKind.InvalidValue, string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Data.BaseModel.Name} takes {most} rows for {request.Data.Epochs} epochs, validation included; the snapshot has {rows}: "
                + $"take fewer rows or fewer epochs."));
        }
    }

    /// <summary>The version of the claim's holder, with its snapshot written down.</summary>
    private async Task<ModelVersion> ReserveAsync(
        Guid id, TrainingSnapshot snapshot, string recipe, FineTunePipelineRequest request, CancellationToken cancellationToken)
    {
        Guid? over = null;
        while (true)
        {
            var holder = request.Force ? id : await ledger.ClaimAsync(request.UseCase, recipe, id, over, cancellationToken).ConfigureAwait(false);
            var version = await ledger.ReserveAsync(
                new(request.UseCase, request.Name, request.Data.BaseModel.Name) { Id = holder }, cancellationToken).ConfigureAwait(false);
            if (holder == id ? version.SnapshotHash == snapshot.Hash : !IsOver(version, recipe))
                return version;
            if (holder == id || TrainingRecipe.Of(version) is null)
                return await ledger.UpdateAsync(WithSnapshot(version, snapshot, request), cancellationToken).ConfigureAwait(false);
            over = holder;
        }
    }

    private ModelVersion WithSnapshot(ModelVersion version, TrainingSnapshot snapshot, FineTunePipelineRequest request) => version with
    {
        SnapshotHash = snapshot.Hash,
        SnapshotTables = [snapshot.TrainTable.ToString(), snapshot.ValidationTable!.ToString()],
        Epochs = request.Data.Epochs,
        TrainingOptions = request.TrainingOptions,
        Backend = backend,
    };

    /// <summary>
    /// Whether a version has its tables, and keeps them. A retirement marks its version before it looks who else needs the tables, and this one is
    /// written down before this is asked: so the retirement sees this version, or is seen here and waited for.
    /// </summary>
    private async Task<bool> HoldsTablesAsync(ModelVersion version, JobPollPolicy poll, CancellationToken cancellationToken)
    {
        var (begun, waits) = (poll.TimeProvider.GetTimestamp(), 0);
        while (await IsRetiringAsync(version.SnapshotHash!, cancellationToken).ConfigureAwait(false)
            && poll.TimeProvider.GetElapsedTime(begun) < LongestRetirement)
        {
            await Task.Delay(poll.IntervalBefore(waits++), poll.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        foreach (var table in version.SnapshotTables)
        {
            if (!await IsReadableAsync(SqlIdentifier.Parse(table), cancellationToken).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private async Task<bool> IsRetiringAsync(string snapshotHash, CancellationToken cancellationToken) =>
        (await ledger.ListAsync(null, cancellationToken).ConfigureAwait(false)).Any(v =>
            v.Status == ModelVersionStatus.Retiring && v.SnapshotHash == snapshotHash);

    private async Task<bool> IsReadableAsync(SqlIdentifier table, CancellationToken cancellationToken)
    {
        try
        {
            await executor.QueryScalarAsync<long>(
                SqlStatement.Create($"SELECT COUNT(*) AS N FROM {table}"), Reading, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>Whether a version is as far as it comes: a call under another id does not go on with it.</summary>
    private static bool IsDecided(ModelVersion version) =>
        version.Status == ModelVersionStatus.Candidate || version.Status == ModelVersionStatus.Promoted
        || version is { Result: not null, FinalModel: null };

    /// <summary>Whether a version is not of the recipe, or its model is gone or will never come.</summary>
    private static bool IsOver(ModelVersion version, string recipe) =>
        TrainingRecipe.Of(version) != recipe || version.Status == ModelVersionStatus.Failed || version.Status == ModelVersionStatus.Retiring
        || version.Status == ModelVersionStatus.Retired;
}
