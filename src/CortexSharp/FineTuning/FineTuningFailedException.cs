namespace CortexSharp.FineTuning;

/// <summary>A job came to its end without a model.</summary>
/// <param name="job">The job.</param>
/// <param name="message">What happened.</param>
public sealed class FineTuningFailedException(FineTuningJob job, string message) : CortexException(CortexErrorKind.JobFailed, message)
{
    /// <summary>The job; <see cref="FineTuningJob.Error"/> has the server's words.</summary>
    public FineTuningJob Job { get; } = job;

    internal static FineTuningFailedException For(FineTuningJob job) => new(
        job,
        job.Status.IsCancelled
            ? $"Fine-tuning job {job.Id} was cancelled."
            : $"Fine-tuning job {job.Id} failed: {(job.Error is { } error ? $"{error.Code} {error.Message}".TrimStart() : $"the server gives no reason (status {job.Status})")}")
    {
        JobId = job.Id,
    };
}
