namespace CortexSharp.FineTuning;

/// <summary>A training job came to its end without a model.</summary>
public sealed class TrainingFailedException : CortexException
{
    /// <summary>Says so of a job.</summary>
    /// <param name="job">The job, which failed or was cancelled.</param>
    public TrainingFailedException(TrainingJob job)
        : base(CortexErrorKind.JobFailed, MessageOf(job))
    {
        Job = job;
        JobId = job.Id;
    }

    /// <summary>The job; <see cref="TrainingJob.Error"/> has the service's words.</summary>
    public TrainingJob Job { get; }

    private static string MessageOf(TrainingJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job switch
        {
            { Error: { } error } => $"Training job {job.Id} failed: {$"{error.Code} {error.Message}".TrimStart()}",
            { Status: var status } when status == TrainingStatus.Cancelled => $"Training job {job.Id} was cancelled.",
            _ => $"Training job {job.Id} failed; the service gives no reason (status {job.Status}).",
        };
    }
}
