using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Running;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>Runs pipelines on the other rooms' own resumable steps; what it knows itself is a row of the ledger.</summary>
public sealed class FineTunePipeline : IFineTunePipeline
{
    private readonly ISqlExecutor _executor;
    private readonly ITrainingDataClient _data;
    private readonly ITrainingBackend _backend;
    private readonly ICortexEvaluator _evaluator;
    private readonly IModelLedger _ledger;
    private readonly IModelPromoter _promoter;

    /// <summary>Runs pipelines with these.</summary>
    /// <param name="executor">Reads the validation pairs.</param>
    /// <param name="data">Prepares.</param>
    /// <param name="backend">Trains.</param>
    /// <param name="evaluator">Evaluates.</param>
    /// <param name="ledger">Keeps versions.</param>
    /// <param name="promoter">Promotes.</param>
    public FineTunePipeline(ISqlExecutor executor, ITrainingDataClient data, ITrainingBackend backend, ICortexEvaluator evaluator, IModelLedger ledger, IModelPromoter promoter)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(promoter);
        _executor = executor;
        _data = data;
        _backend = backend;
        _evaluator = evaluator;
        _ledger = ledger;
        _promoter = promoter;
    }

    /// <inheritdoc/>
    public async Task<FineTunePipelineResult> RunAsync(FineTunePipelineRequest request, IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var versions = await _ledger.ListAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        var version = versions.FirstOrDefault(v => v.Id == request.Id);
        if (version is { Status: var status } && (status == ModelVersionStatus.Retiring || status == ModelVersionStatus.Retired))
            throw new CortexException(CortexErrorKind.Conflict, $"{version.FinalModel} of the pipeline {request.Id} is retired, so there is nothing to go on with: start another pipeline.");
        if (version?.SnapshotHash is null)
        {
            progress?.Report(new(PipelineStep.Prepare, "making the snapshot"));
            var snapshot = await _data.SnapshotAsync(request.Data, request.Name, cancellationToken).ConfigureAwait(false);
            Check(snapshot, request);
            var earlier = request.Force ? null : versions.FirstOrDefault(v => v.Id != request.Id && IsSame(v, snapshot, request));
            if (earlier is not null && IsDecided(earlier))
                return new(PipelineOutcome.Unchanged, earlier);
            version = earlier ?? await ReserveAsync(snapshot, request, cancellationToken).ConfigureAwait(false);
        }

        if (version.Result is null)
            version = await TrainAsync(version, request, progress, cancellationToken).ConfigureAwait(false);
        if (version.FinalModel is null)
            return new(PipelineOutcome.Trained, version);
        (version, var comparison) = await EvaluateAsync(version, request, progress, cancellationToken).ConfigureAwait(false);
        progress?.Report(new(PipelineStep.Decide, "holding the comparison against the gate"));
        var verdict = request.Gate.Decide(new GateEvidence(comparison) { Cost = CostOf(comparison, version, request) });
        version = version with { Note = verdict.ToString() };
        if (verdict.IsPassed && request.Promote)
        {
            return await PromoteAsync(
                new(PipelineOutcome.Promoted, version) { Comparison = comparison, Verdict = verdict }, request, progress, cancellationToken).ConfigureAwait(false);
        }

        if (version.Status != ModelVersionStatus.Promoted)
            version = await _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Candidate }, cancellationToken).ConfigureAwait(false);
        return new(verdict.IsPassed ? PipelineOutcome.Passed : PipelineOutcome.Rejected, version) { Comparison = comparison, Verdict = verdict };
    }

    /// <summary>What would cost a job before it is found is found here.</summary>
    private static void Check(TrainingSnapshot snapshot, FineTunePipelineRequest request)
    {
        if (snapshot.ValidationTable is null)
            throw new CortexException(CortexErrorKind.InvalidValue, "No row is left for validation, so the new model could not be evaluated; raise the validation share.");
        var (rows, most) = (snapshot.TrainRows + snapshot.ValidationRows, request.Data.BaseModel.MaxRowsForOneEpoch / request.Data.Epochs);
        if (rows > most)
        {
            throw new CortexException(CortexErrorKind.InvalidValue, string.Create(
                CultureInfo.InvariantCulture, $"{request.Data.BaseModel.Name} takes {most} rows for {request.Data.Epochs} epochs, validation included; the snapshot has {rows}: take fewer rows or fewer epochs."));
        }
    }

    private async Task<ModelVersion> ReserveAsync(TrainingSnapshot snapshot, FineTunePipelineRequest request, CancellationToken cancellationToken)
    {
        var version = await _ledger.ReserveAsync(new(request.UseCase, request.Name, request.Data.BaseModel.Name) { Id = request.Id }, cancellationToken).ConfigureAwait(false);
        return await _ledger.UpdateAsync(
            version with
            {
                SnapshotHash = snapshot.Hash,
                SnapshotTables = [snapshot.TrainTable.ToString(), snapshot.ValidationTable!.ToString()],
                Epochs = request.Data.Epochs,
                TrainingOptions = request.TrainingOptions,
                Backend = _backend.Name,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModelVersion> TrainAsync(ModelVersion version, FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        if (version.Backend != _backend.Name)
        {
            throw new CortexException(CortexErrorKind.NotSupported, string.Create(
                CultureInfo.InvariantCulture, $"Version {version.Number} of '{version.UseCase}' is trained by the back end {version.Backend}, and this pipeline has {_backend.Name}: go on with the former."));
        }

        progress?.Report(new(PipelineStep.Train, "asking for the job"));
        var (train, validation) = TablesOf(version);
        var training = new TrainingRequest(version.Id.ToString("N"), SqlIdentifier.Parse(version.Model), version.BaseModel, QueryOf(train))
        {
            ValidationQuery = QueryOf(validation),
            Epochs = version.Epochs,
            Options = version.TrainingOptions,
            Poll = request.Poll,
        };
        if (version.JobId is null)
        {
            var jobId = await _backend.StartAsync(training, cancellationToken).ConfigureAwait(false);
            version = await _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Training, JobId = jobId }, cancellationToken).ConfigureAwait(false);
        }

        TrainedModel model;
        try
        {
            model = await _backend.RunAsync(
                version.JobId!, training, Forwarding<TrainingJob>(progress, state => new(PipelineStep.Train, state.Status.Value, state.Progress)), cancellationToken).ConfigureAwait(false);
        }
        catch (TrainingFailedException e)
        {
            await _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Failed, Note = e.Message }, cancellationToken).ConfigureAwait(false);
            throw;
        }

        var job = await _backend.DescribeAsync(version.JobId!, cancellationToken).ConfigureAwait(false);
        return await _ledger.UpdateAsync(
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

    private async Task<(ModelVersion Version, RunComparison Comparison)> EvaluateAsync(
        ModelVersion version, FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var evaluation = Derived(version.Id, "evaluation");
        if (version.Baseline is null)
        {
            // Written down first: the same evaluation must hold the same models against each other.
            var live = await LiveAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
            version = await _ledger.UpdateAsync(version with { Baseline = live?.Model ?? version.BaseModel, EvaluationRun = evaluation.ToString() }, cancellationToken).ConfigureAwait(false);
        }

        progress?.Report(new(PipelineStep.Evaluate, $"asking {version.Baseline} and {version.FinalModel}"));
        var (_, validation) = TablesOf(version);
        var cases = CaseSource.FromTable(_executor, validation, new CaseFields { Key = "KEY", Prompt = "PROMPT", Reference = "COMPLETION" });
        var result = await _evaluator.EvaluateAsync(
            new(cases, request.Metrics, EvaluatedModel.Of(version.Baseline!), EvaluatedModel.Of(version.FinalModel!) with { BaseModel = version.BaseModel }) { Id = evaluation, UseCase = request.UseCase, Options = request.Options },
            Forwarding<EvaluationProgress>(progress, state => new(PipelineStep.Evaluate, state.ToString(), state.Total is > 0 ? (double)state.Answers / state.Total.Value : null)),
            cancellationToken).ConfigureAwait(false);
        return (version, Comparison.Compare(result[version.Baseline!], result[version.FinalModel!], cancellationToken: cancellationToken));
    }

    private static AnswerCost CostOf(RunComparison comparison, ModelVersion version, FineTunePipelineRequest request) => comparison.System.CostOf(
        request.Data.Prices, request.SpreadTrainingOver is { } answers ? new TrainingShare(version.TrainingCost, answers) : null);

    private async Task<FineTunePipelineResult> PromoteAsync(
        FineTunePipelineResult result, FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new(PipelineStep.Promote, $"putting {result.Version.FinalModel} live"));
        LiveModel live;
        try
        {
            live = await PromoteAsync(result.Version, request, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException exception) when (!exception.IsTransient)
        {
            if (result.Version.Status != ModelVersionStatus.Promoted)
                await _ledger.UpdateAsync(result.Version with { Status = ModelVersionStatus.Candidate, Note = exception.Message }, cancellationToken).ConfigureAwait(false);
            throw;
        }

        // Not a candidate before: whoever goes on under another id takes a candidate for decided.
        var version = await _ledger.UpdateAsync(result.Version with { Status = ModelVersionStatus.Promoted }, cancellationToken).ConfigureAwait(false);
        return result with { Version = version, Live = live };
    }

    private async Task<LiveModel> PromoteAsync(ModelVersion version, FineTunePipelineRequest request, CancellationToken cancellationToken)
    {
        var id = Derived(version.Id, "promotion");
        var live = await LiveAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        if (live is not null && live.PromotionId != id && (live.Model ?? version.BaseModel) != version.Baseline && !await IsDoneAsync(id, request.UseCase, cancellationToken).ConfigureAwait(false))
        {
            throw new PromotionConflictException(
                $"{version.FinalModel} was compared with {version.Baseline}, and '{request.UseCase}' calls {live.Model} now; it stays a candidate. Start another pipeline, or promote it by hand.", live);
        }

        return await _promoter.PromoteAsync(
            new(request.UseCase, version.FinalModel!, string.Create(CultureInfo.InvariantCulture, $"version {version.Number} passed the gate"))
            {
                Id = id,
                EvaluationRun = version.EvaluationRun,
                GrantUsageTo = request.GrantUsageTo,
                ProbeRole = request.ProbeRole,
                // No row yet is generation 0: null would replace whatever somebody else promotes first.
                ExpectedGeneration = live?.PromotionId == id ? null : live?.Generation ?? 0,
            }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsDoneAsync(Guid promotion, string useCase, CancellationToken cancellationToken) =>
        (await _promoter.GetHistoryAsync(useCase, cancellationToken).ConfigureAwait(false)).Any(p => p.Id == promotion && p.Outcome == PromotionOutcome.Done);

    private async Task<LiveModel?> LiveAsync(string useCase, CancellationToken cancellationToken)
    {
        try
        {
            return await _promoter.GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.NotFound)
        {
            // Nothing was ever promoted; promoting makes the table.
            return null;
        }
    }

    /// <summary>Whether a version is as far as it comes: a call under another id does not go on with it.</summary>
    private static bool IsDecided(ModelVersion version) =>
        version.Status == ModelVersionStatus.Candidate || version.Status == ModelVersionStatus.Promoted || version is { Result: not null, FinalModel: null };

    /// <summary>Whether a version is of the same training, and its model is there to stay or may still come.</summary>
    private bool IsSame(ModelVersion version, TrainingSnapshot snapshot, FineTunePipelineRequest request) =>
        version.SnapshotHash == snapshot.Hash && version.BaseModel == request.Data.BaseModel.Name && version.Epochs == request.Data.Epochs && version.Backend == _backend.Name
        && version.Status != ModelVersionStatus.Failed && version.Status != ModelVersionStatus.Retiring && version.Status != ModelVersionStatus.Retired
        && version.TrainingOptions.Count == request.TrainingOptions.Count && version.TrainingOptions.All(o => request.TrainingOptions.TryGetValue(o.Key, out var value) && value == o.Value);

    private static (SqlIdentifier Train, SqlIdentifier Validation) TablesOf(ModelVersion version) =>
        (SqlIdentifier.Parse(version.SnapshotTables[0]), SqlIdentifier.Parse(version.SnapshotTables[1]));

    private static SqlStatement QueryOf(SqlIdentifier table) => SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM {table}");

    /// <summary>An id that follows from another, so that it need not be kept.</summary>
    private static Guid Derived(Guid id, string purpose) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N}|{purpose}")).AsSpan(0, 16));

    private static Forwarded<T>? Forwarding<T>(IProgress<PipelineProgress>? progress, Func<T, PipelineProgress> told) => progress is null ? null : new(progress, told);

    private sealed class Forwarded<T>(IProgress<PipelineProgress> progress, Func<T, PipelineProgress> told) : IProgress<T>
    {
        public void Report(T value) => progress.Report(told(value));
    }
}
