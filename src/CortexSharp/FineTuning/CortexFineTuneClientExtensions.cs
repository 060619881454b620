using System.Runtime.CompilerServices;

namespace CortexSharp.FineTuning;

/// <summary>Watching, waiting, and starting a job so that a crash cannot pay for it twice.</summary>
public static class CortexFineTuneClientExtensions
{
    // A poll that fails is only a poll; but a server that cannot be reached this often in a row is not coming back soon.
    private const int MaxFailedPolls = 5;

    /// <summary>Streams a job's states: the first at once, then each that differs in status or progress, the finished one last.</summary>
    /// <param name="client">The client.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="policy">How often to ask; default: a new <see cref="JobPollPolicy"/>.</param>
    /// <param name="cancellationToken">Stops watching; the job goes on.</param>
    /// <exception cref="CortexException">The job cannot be described; transient failures are passed over up to four times in a row.</exception>
    public static async IAsyncEnumerable<FineTuningJob> WatchAsync(
        this ICortexFineTuneClient client, string jobId, JobPollPolicy? policy = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        policy ??= new JobPollPolicy();
        var failures = 0;
        FineTuningJob? last = null;
        for (var poll = 0; ; poll++)
        {
            FineTuningJob? job = null;
            try
            {
                job = await client.DescribeAsync(jobId, cancellationToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (CortexException exception) when (exception.IsTransient && ++failures < MaxFailedPolls)
            {
            }

            if (job is not null && (last is null || job.Status != last.Status || job.Progress != last.Progress))
                yield return last = job;
            if (job is { Status.IsFinished: true })
                yield break;
            await Task.Delay(policy.IntervalBefore(poll), policy.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a job has its model.</summary>
    /// <param name="client">The client.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="policy">How often to ask; default: a new <see cref="JobPollPolicy"/>.</param>
    /// <param name="progress">Told of each change.</param>
    /// <param name="cancellationToken">Stops waiting; the job goes on.</param>
    /// <returns>The finished job, with <see cref="FineTuningJob.Model"/>.</returns>
    /// <exception cref="TrainingFailedException">The job failed or was cancelled.</exception>
    /// <exception cref="CortexException">The job cannot be described.</exception>
    public static async Task<FineTuningJob> WaitUntilFinishedAsync(
        this ICortexFineTuneClient client, string jobId, JobPollPolicy? policy = null, IProgress<FineTuningJob>? progress = null,
        CancellationToken cancellationToken = default)
    {
        FineTuningJob? last = null;
        await foreach (var job in client.WatchAsync(jobId, policy, cancellationToken).ConfigureAwait(false))
        {
            progress?.Report(job);
            last = job;
        }

        return last!.Status == FineTuningStatus.Success ? last : throw new TrainingFailedException(last.ToTrainingJob());
    }

    /// <summary>Starts a job, or finds the one that an earlier call for the same intent started, before a crash or in another process.</summary>
    /// <remarks>
    /// The intent is journalled before the job is started. After a crash in between, the jobs created since are compared by the comment that
    /// <see cref="FineTuningRequest.Intent"/> puts into the training query. That the server echoes the query with its comment is expected, not
    /// proven; where it shows no query, as older servers do while a job runs, nothing is created and the candidates are reported.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="request">What to train.</param>
    /// <param name="journal">Where intents are written down.</param>
    /// <param name="intent">The caller's name for this job: 1 to 128 letters, digits and <c>_ - . :</c>. Another intent is another job.</param>
    /// <param name="policy">How often to ask while another process holds the claim; default: a new <see cref="JobPollPolicy"/>.</param>
    /// <param name="cancellationToken">Gives up; a job that was started stays and is found by the next call.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="AmbiguousJobException">The job may be one of several that cannot be told apart. Nothing was created.</exception>
    /// <exception cref="CortexException">The server refused, or cannot be reached.</exception>
    public static async Task<string> CreateOrFindAsync(
        this ICortexFineTuneClient client,
        FineTuningRequest request,
        IFineTuningJournal journal,
        string intent,
        JobPollPolicy? policy = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentException.ThrowIfNullOrWhiteSpace(intent);
        policy ??= new JobPollPolicy();
        for (var poll = 0; ; poll++)
        {
            var entry = await journal.ClaimAsync(intent, cancellationToken).ConfigureAwait(false);
            if (entry.JobId is { } known)
                return known;
            if (entry.Claim is FineTuningClaim.HeldByOther)
            {
                await Task.Delay(policy.IntervalBefore(poll), policy.TimeProvider, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var jobId = entry.Claim is FineTuningClaim.TakenOver
                ? await FindAsync(client, request, entry, cancellationToken).ConfigureAwait(false)
                : null;
            jobId ??= await CreateAsync(client, request with { Intent = intent }, journal, entry, cancellationToken).ConfigureAwait(false);
            await journal.SetJobAsync(entry, jobId, cancellationToken).ConfigureAwait(false);
            return jobId;
        }
    }

    private static async Task<string> CreateAsync(
        ICortexFineTuneClient client, FineTuningRequest request, IFineTuningJournal journal, FineTuningIntent entry,
        CancellationToken cancellationToken)
    {
        try
        {
            return await client.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (NothingRan(exception))
        {
            try
            {
                await journal.ReleaseAsync(entry, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is CortexException or OperationCanceledException or IOException)
            {
                // The claim then runs out by itself; what matters is why the job was not created.
            }

            throw;
        }
    }

    /// <summary>Whether a failure to create means for certain that no job was started.</summary>
    private static bool NothingRan(Exception exception) => exception switch
    {
        ArgumentException => true,
        CortexException { Kind: var kind } => kind == CortexErrorKind.InvalidSql || kind == CortexErrorKind.NotFound
            || kind == CortexErrorKind.NotAuthorized
            || kind == CortexErrorKind.Authentication || kind == CortexErrorKind.UnknownModel || kind == CortexErrorKind.NotSupported
            || kind == CortexErrorKind.InvalidValue,
        _ => false,
    };

    private static async Task<string?> FindAsync(
        ICortexFineTuneClient client, FineTuningRequest request, FineTuningIntent entry, CancellationToken cancellationToken)
    {
        var mark = TrainingQuery.Mark(entry.Id);
        // The journal's clock and the jobs' clock are the server's both, but one is cut to milliseconds.
        var since = entry.RecordedAt - TimeSpan.FromSeconds(1);
        var candidates = new List<FineTuningJob>();
        foreach (var listed in await client.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (listed.CreatedAt < since || (listed.BaseModel is { } listedBase && !SameModel(listedBase, request.BaseModel)))
                continue;
            var job = await client.DescribeAsync(listed.Id, cancellationToken).ConfigureAwait(false);
            if (job.TrainingQuery is { } query && query.Contains(mark, StringComparison.Ordinal))
                return job.Id;
            if (!IsAnother(job, request, since))
                candidates.Add(job);
        }

        return candidates.Count == 0 ? null : throw new AmbiguousJobException(entry.Id, [.. candidates.Select(c => c.ToTrainingJob())]);
    }

    /// <summary>
    /// Whether a job without our mark is surely not ours: by its age, base model, model's name, or a query that is another or bears another's mark. A
    /// query that says the same without a mark may be ours, should the server drop comments.
    /// </summary>
    private static bool IsAnother(FineTuningJob job, FineTuningRequest request, DateTimeOffset since) =>
        job.CreatedAt < since
        || (job.BaseModel is { } baseModel && !SameModel(baseModel, request.BaseModel))
        || (job.Model is { } model && !model.Contains(request.Model.Name, StringComparison.OrdinalIgnoreCase))
        || (job.TrainingQuery is { } query && (TrainingQuery.HasMark(query) || !TrainingQuery.SaysTheSame(query, request.TrainingQuery)));

    private static bool SameModel(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
