using System.Globalization;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>From a version with its tables to what its training gives.</summary>
internal sealed class PipelineTraining(ITrainingBackend backend, IModelLedger ledger)
{
    /// <summary>Starts the version's job, or goes on with it, up to its result.</summary>
    public async Task<ModelVersion> RunAsync(
        ModelVersion version, FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        if (version.Backend != backend.Name)
        {
            throw new CortexException(CortexErrorKind.NotSupported, string.Create(
                CultureInfo.InvariantCulture,
                $"Version {version.Number} of '{version.UseCase}' is trained by the back end {version.Backend}, and this pipeline has "
                + $"{backend.Name}: go on with the former."));
        }

        progress?.Report(new(PipelineStep.Train, "asking for the job"));
        var training = new TrainingRequest(
            version.Id.ToString("N"), SqlIdentifier.Parse(version.Model), version.BaseModel, QueryOf(version.SnapshotTables[0]))
        {
            ValidationQuery = QueryOf(version.SnapshotTables[1]),
            Epochs = version.Epochs,
            Options = version.TrainingOptions,
            Poll = request.Poll,
        };
        if (version.JobId is null)
        {
            var jobId = await backend.StartAsync(training, cancellationToken).ConfigureAwait(false);
            version = await ledger.UpdateAsync(
                version with { Status = ModelVersionStatus.Training, JobId = jobId }, cancellationToken).ConfigureAwait(false);
        }

        TrainedModel model;
        try
        {
            model = await backend.RunAsync(
                version.JobId!, training,
                ForwardedProgress<TrainingJob>.To(progress, state => new(PipelineStep.Train, state.Status.Value, state.Progress)),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TrainingFailedException e)
        {
            await ledger.NoteAsync(version with { Status = ModelVersionStatus.Failed }, e, cancellationToken).ConfigureAwait(false);
            throw;
        }

        var job = await backend.DescribeAsync(version.JobId!, cancellationToken).ConfigureAwait(false);
        return await ledger.UpdateAsync(
            version with
            {
                Status = ModelVersionStatus.Trained,
                FinalModel = model.Name,
                Result = model,
                TrainedTokens = job.TrainedTokens,
                TrainingCost = job.Cost ?? (job.TrainedTokens is { } tokens ? request.Data.Prices.TrainingCostOf(version.BaseModel, tokens) : null),
                Note = model.Name is null ? $"The training gave a {model}, which has no name to call it by, so it was not evaluated." : version.Note,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static SqlStatement QueryOf(string table) => SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM {SqlIdentifier.Parse(table)}");
}
