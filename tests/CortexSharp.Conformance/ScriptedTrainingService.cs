namespace CortexSharp.Conformance;

/// <summary>
/// A training service in memory. A job's name is the client's choice and taken once, as that of a job service on containers; it moves only when a
/// client takes its next step and leaves a checkpoint, as one of Cortex Training.
/// </summary>
public sealed class ScriptedTrainingService
{
    public const int StepsOfAJob = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ScriptedJob> _jobs = new(StringComparer.Ordinal);
    private TaskCompletionSource? _held;

    /// <summary>The next job is created, and the answer is lost.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>What the service says of a job's state the next time that it is asked.</summary>
    public string? NextState { get; set; }

    /// <summary>How many steps clients took, over all jobs.</summary>
    public int StepsTaken { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock)
                return _jobs.Count;
        }
    }

    public void Hold() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _held?.SetResult();

    /// <exception cref="CortexException">The name is taken, or the answer is lost.</exception>
    public void Create(string name, string? failure)
    {
        lock (_lock)
        {
            if (!_jobs.TryAdd(name, new("initializing", 0, failure)))
                throw new CortexException(CortexErrorKind.AlreadyExists, $"There is a job {name}.");
            if (!LosesNextAnswer)
                return;
            LosesNextAnswer = false;
        }

        throw new CortexException(CortexErrorKind.Network, "The answer is lost.");
    }

    public ScriptedJob Get(string name)
    {
        lock (_lock)
        {
            var job = Find(name);
            if (NextState is not { } state)
                return job;
            NextState = null;
            return job with { State = state };
        }
    }

    /// <summary>Goes over one batch and saves what was learned.</summary>
    public async Task StepAsync(string name, CancellationToken cancellationToken)
    {
        if (_held is { } held)
            await held.Task.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var job = Find(name);
            if (job.State is not ("initializing" or "running"))
                throw new CortexException(CortexErrorKind.InvalidValue, $"Job {name} is {job.State}.");
            StepsTaken++;
            var step = job.Step + 1;
            _jobs[name] = job with { Step = step, State = job.Failure is not null ? "failed" : step == StepsOfAJob ? "done" : "running" };
        }
    }

    public void Begin(string name) => Change(name, "running");

    public void Cancel(string name) => Change(name, "cancelled");

    private void Change(string name, string state)
    {
        lock (_lock)
        {
            if (Find(name) is { State: "initializing" or "running" } job)
                _jobs[name] = job with { State = state };
        }
    }

    private ScriptedJob Find(string name) =>
        _jobs.TryGetValue(name, out var job) ? job : throw new CortexException(CortexErrorKind.NotFound, $"There is no job {name}.");
}
