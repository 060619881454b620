namespace CortexSharp.FineTuning;

/// <summary>Where models are trained: Cortex Fine-tuning, or another service behind the same verbs. Thread-safe; mock it freely.</summary>
/// <remarks>
/// What comes after training knows names of models and ids of jobs only, so that the service behind them may change. A back end whose server trains
/// by itself polls: <c>FINETUNE</c>, a job service on containers. One whose client takes every step, as that of Cortex Training, drives: its jobs
/// stand still while no <see cref="RunAsync"/> is with them.
/// </remarks>
public interface ITrainingBackend
{
    /// <summary>The name under which jobs are written down, never to be changed: an id means nothing to another back end.</summary>
    string Name { get; }

    /// <summary>
    /// Starts a job, or finds the one that was started for the same <see cref="TrainingRequest.Intent"/>, before a crash or in another process: an
    /// intent is paid for once.
    /// </summary>
    /// <param name="request">What to train.</param>
    /// <param name="cancellationToken">Gives up; a job that was started stays, and the next call finds it.</param>
    /// <returns>The job's id, opaque.</returns>
    /// <exception cref="ArgumentException">
    /// The request has something that this back end cannot honour; the message names it. Nothing was started.
    /// </exception>
    /// <exception cref="AmbiguousJobException">A job was perhaps started before, and nothing tells which one it is. Nothing was started.</exception>
    /// <exception cref="CortexException">The service refused, or cannot be reached.</exception>
    Task<string> StartAsync(TrainingRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes a job.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CortexException">There is no such job any more, or the service cannot be reached.</exception>
    Task<TrainingJob> DescribeAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>Cancels a job for good. One that is finished stays as it is.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CortexException">The service refused, or cannot be reached.</exception>
    Task CancelAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stays with a job until it has its result. Made again after a crash, it goes on where the job stands and never starts another.
    /// </summary>
    /// <param name="jobId">The job, as <see cref="StartAsync"/> gave it.</param>
    /// <param name="request">What it was started with: a back end that drives reads its data from there.</param>
    /// <param name="progress">Told of each change.</param>
    /// <param name="cancellationToken">Stops waiting or driving; the job is not cancelled.</param>
    /// <exception cref="TrainingFailedException">The job failed or was cancelled.</exception>
    /// <exception cref="CortexException">There is no such job any more, or the service cannot be reached.</exception>
    Task<TrainedModel> RunAsync(
        string jobId, TrainingRequest request, IProgress<TrainingJob>? progress = null, CancellationToken cancellationToken = default);
}
