namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>A job as it is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">One of <see cref="JobStatus"/>.</param>
/// <param name="Progress">The part done, 0 to 1.</param>
/// <param name="Request">What was asked for; its model name is the final one as soon as there is a model.</param>
/// <param name="Context">The creating statement.</param>
/// <param name="CreatedOn">When it was created.</param>
internal sealed record FineTuneJob(string Id, string Status, double Progress, JobRequest Request, CallContext Context, DateTimeOffset CreatedOn)
{
    /// <summary>When it succeeded, failed or was cancelled.</summary>
    public DateTimeOffset? FinishedOn { get; init; }

    /// <summary>Tokens and losses of a job that succeeded.</summary>
    public (long TrainedTokens, double TrainingLoss, double ValidationLoss)? Result { get; init; }

    /// <summary>Why the job failed.</summary>
    public (string Code, string Message)? Error { get; init; }

    /// <summary>Whether it can still change.</summary>
    public bool IsOpen => JobStatus.IsOpen(Status);
}
