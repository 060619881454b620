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
    // A round ends where another process of the same version was quicker with one of its few steps.
    private const int MostRounds = 20;

    private readonly ISqlExecutor _executor;
    private readonly ICortexEvaluator _evaluator;
    private readonly IModelLedger _ledger;
    private readonly PipelinePreparation _preparation;
    private readonly PipelineTraining _training;
    private readonly PipelinePromotion _promotion;

    /// <summary>Runs pipelines with these.</summary>
    /// <param name="executor">Reads the pairs.</param>
    /// <param name="data">Prepares.</param>
    /// <param name="backend">Trains.</param>
    /// <param name="evaluator">Evaluates.</param>
    /// <param name="ledger">Keeps versions.</param>
    /// <param name="promoter">Promotes.</param>
    public FineTunePipeline(
        ISqlExecutor executor, ITrainingDataClient data, ITrainingBackend backend, ICortexEvaluator evaluator, IModelLedger ledger,
        IModelPromoter promoter)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(promoter);
        _executor = executor;
        _evaluator = evaluator;
        _ledger = ledger;
        _preparation = new(executor, data, ledger, backend.Name);
        _training = new(backend, ledger);
        _promotion = new(promoter, ledger);
    }

    /// <inheritdoc/>
    public async Task<FineTunePipelineResult> RunAsync(
        FineTunePipelineRequest request, IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var round = 1; ; round++)
        {
            try
            {
                var (version, isDecided) = await _preparation.RunAsync(request, progress, cancellationToken).ConfigureAwait(false);
                // From here on it is the version's pipeline, which another call may have begun.
                request = request with { Id = version.Id };
                return isDecided
                    ? new(PipelineOutcome.Unchanged, version)
                    : await GoOnAsync(version, request, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (VersionChangedException) when (round < MostRounds)
            {
                // Another process is ahead in the same pipeline: every step that it took is found.
            }
        }
    }

    private async Task<FineTunePipelineResult> GoOnAsync(
        ModelVersion version, FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        if (version.Result is null)
            version = await _training.RunAsync(version, request, progress, cancellationToken).ConfigureAwait(false);
        if (version.FinalModel is null)
            return new(PipelineOutcome.Trained, version);
        (version, var comparison) = await EvaluateAsync(version, request, progress, cancellationToken).ConfigureAwait(false);
        progress?.Report(new(PipelineStep.Decide, "holding the comparison against the gate"));
        var verdict = request.Gate.Decide(new GateEvidence(comparison) { Cost = CostOf(comparison, version, request) });
        version = version with { Note = verdict.ToString() };
        if (verdict.IsPassed && request.Promote)
        {
            progress?.Report(new(PipelineStep.Promote, $"putting {version.FinalModel} live"));
            return await _promotion.RunAsync(
                new(PipelineOutcome.Promoted, version) { Comparison = comparison, Verdict = verdict }, Derived(version.Id, "promotion"), request,
                cancellationToken).ConfigureAwait(false);
        }

        if (version.Status != ModelVersionStatus.Promoted)
            version = await _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Candidate }, cancellationToken).ConfigureAwait(false);
        return new(verdict.IsPassed ? PipelineOutcome.Passed : PipelineOutcome.Rejected, version) { Comparison = comparison, Verdict = verdict };
    }

    private async Task<(ModelVersion Version, RunComparison Comparison)> EvaluateAsync(
        ModelVersion version, FineTunePipelineRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var evaluation = Derived(version.Id, "evaluation");
        if (version.Baseline is null)
        {
            // Written down first: the same evaluation must hold the same models against each other.
            var live = await _promotion.LiveAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
            version = await _ledger.UpdateAsync(
                version with { Baseline = live?.Model ?? version.BaseModel, EvaluationRun = evaluation.ToString() },
                cancellationToken).ConfigureAwait(false);
        }

        progress?.Report(new(PipelineStep.Evaluate, $"asking {version.Baseline} and {version.FinalModel}"));
        var cases = CaseSource.FromTable(
            _executor, SqlIdentifier.Parse(version.SnapshotTables[1]), new CaseFields { Key = "KEY", Prompt = "PROMPT", Reference = "COMPLETION" });
        var result = await _evaluator.EvaluateAsync(
            new(
                cases, request.Metrics, EvaluatedModel.Of(version.Baseline!),
                EvaluatedModel.Of(version.FinalModel!) with { BaseModel = version.BaseModel })
            {
                Id = evaluation,
                UseCase = request.UseCase,
                Options = request.Options,
            },
            ForwardedProgress<EvaluationProgress>.To(
                progress,
                state => new(PipelineStep.Evaluate, state.ToString(), state.Total is > 0 ? (double)state.Answers / state.Total.Value : null)),
            cancellationToken).ConfigureAwait(false);
        return (version, Comparison.Compare(result[version.Baseline!], result[version.FinalModel!], cancellationToken: cancellationToken));
    }

    private static AnswerCost CostOf(RunComparison comparison, ModelVersion version, FineTunePipelineRequest request) => comparison.System.CostOf(
        request.Data.Prices, request.SpreadTrainingOver is { } answers ? new TrainingShare(version.TrainingCost, answers) : null);

    /// <summary>An id that follows from another, so that it need not be kept.</summary>
    private static Guid Derived(Guid id, string purpose) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N}|{purpose}")).AsSpan(0, 16));
}
