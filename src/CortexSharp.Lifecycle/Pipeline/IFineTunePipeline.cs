using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Promotion;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>Prepares, trains, evaluates, decides and promotes.</summary>
/// <remarks>
/// Every step is one that can be asked for twice: the snapshot is found by its hash, the version by the pipeline's id, the job by its intent, answers
/// by the evaluation's id, the promotion by its own. So a pipeline that was killed anywhere goes on when the same request is made again: no second
/// job, no answer asked for twice, one promotion. Two calls at once go on with the same version, too. Before a job is asked for, its tables are seen
/// to be there: a retirement that drops those of an earlier version is waited for, and what it dropped is made again. Models are trained by an
/// <see cref="ITrainingBackend"/>, <c>FINETUNE</c> unless another is registered. What it gives must have a name to be evaluated and promoted; a
/// checkpoint or files end the pipeline with <see cref="PipelineOutcome.Trained"/>.
/// </remarks>
public interface IFineTunePipeline
{
    /// <summary>
    /// The key in <see cref="Exception.Data"/> of what a pipeline throws, under which stands why that could not be written into the ledger as well,
    /// where it could not.
    /// </summary>
    const string LedgerFailure = "CortexSharp.LedgerFailure";

    /// <summary>Runs the pipeline, or what is left of it.</summary>
    /// <param name="request">From which rows to which use case.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it; a training job that was started goes on, and the same request finds it.</param>
    /// <exception cref="AmbiguousJobException">
    /// A job was perhaps started before a crash, and nothing tells which one it is; nothing was created.
    /// </exception>
    /// <exception cref="TrainingFailedException">The training failed; the version is marked as failed.</exception>
    /// <exception cref="PromotionConflictException">
    /// Somebody changed the live model while this one was trained and evaluated: it was compared with another, so it stays a candidate.
    /// </exception>
    /// <exception cref="CortexException">A statement failed: make the same request again.</exception>
    Task<FineTunePipelineResult> RunAsync(
        FineTunePipelineRequest request, IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default);
}
