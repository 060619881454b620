using CortexSharp.FineTuning;

namespace CortexSharp.Conformance;

/// <summary>A back end that drives: it takes every step itself, and what is left at the end is a checkpoint, not a name.</summary>
public sealed class ScriptedTrainingBackend(ScriptedTrainingService service) : ITrainingBackend
{
    /// <summary>The option whose value is the reason for which a job fails.</summary>
    public const string FailureOption = "failure";

    public string Name => "scripted";

    public Task<string> StartAsync(TrainingRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Options.Keys.FirstOrDefault(o => o != FailureOption) is { } option)
            throw new ArgumentException($"'{option}' is no option of {Name}.", nameof(request));
        var name = $"train_{request.Intent}";
        try
        {
            service.Create(name, request.Options.GetValueOrDefault(FailureOption));
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.AlreadyExists)
        {
            // An earlier call's, by its name.
        }

        return Task.FromResult(name);
    }

    public Task<TrainingJob> DescribeAsync(string jobId, CancellationToken cancellationToken = default)
    {
        var job = service.Get(jobId);
        return Task.FromResult(new TrainingJob(jobId, StatusOf(job.State))
        {
            Progress = (double)job.Step / ScriptedTrainingService.StepsOfAJob,
            Result = job.State == "done" ? TrainedModel.Checkpoint($"{jobId}/checkpoints/{job.Step}") : null,
            Error = job.State == "failed" ? new(null, job.Failure!) : null,
            Cost = Usage.Amount.OfPlatformCredits(0.5m * job.Step),
        });
    }

    public Task CancelAsync(string jobId, CancellationToken cancellationToken = default)
    {
        service.Cancel(jobId);
        return Task.CompletedTask;
    }

    public async Task<TrainedModel> RunAsync(
        string jobId, TrainingRequest request, IProgress<TrainingJob>? progress = null, CancellationToken cancellationToken = default)
    {
        service.Begin(jobId);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var job = await DescribeAsync(jobId, cancellationToken);
            progress?.Report(job);
            if (job.Status.IsFinished)
                return job.Result ?? throw new TrainingFailedException(job);
            await service.StepAsync(jobId, cancellationToken);
        }
    }

    private static TrainingStatus StatusOf(string state) => state switch
    {
        "initializing" => TrainingStatus.Pending,
        "running" => TrainingStatus.Running,
        "done" => TrainingStatus.Succeeded,
        "failed" => TrainingStatus.Failed,
        "cancelled" => TrainingStatus.Cancelled,
        _ => new(state),
    };
}
