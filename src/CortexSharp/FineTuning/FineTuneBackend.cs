using CortexSharp.BaseModels;
using CortexSharp.Sql;

namespace CortexSharp.FineTuning;

/// <summary>Trains by <c>SNOWFLAKE.CORTEX.FINETUNE</c>, which gives a model that can be called by its name.</summary>
public sealed class FineTuneBackend : ITrainingBackend
{
    private readonly ICortexFineTuneClient _client;
    private readonly IFineTuningJournal _journal;
    private readonly ICortexBaseModelClient? _baseModels;

    /// <summary>Trains through a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="journal">Where intents are written down, so that a crash cannot pay for a job twice.</param>
    /// <param name="baseModels">
    /// Says before each job why the base model cannot be tuned here, if it cannot; default: <see langword="null"/>, nobody asks.
    /// </param>
    public FineTuneBackend(ICortexFineTuneClient client, IFineTuningJournal journal, ICortexBaseModelClient? baseModels = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(journal);
        _client = client;
        _journal = journal;
        _baseModels = baseModels;
    }

    /// <summary><c>FINETUNE</c>.</summary>
    public string Name => "FINETUNE";

    /// <inheritdoc/>
    public async Task<string> StartAsync(TrainingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Options.Keys.FirstOrDefault() is { } option)
        {
            throw new ArgumentException(
                $"{nameof(TrainingRequest)}.{nameof(TrainingRequest.Options)} has '{option}'; {Name} takes no options but "
                + $"{nameof(TrainingRequest.Epochs)}.", nameof(request));
        }

        var training = new FineTuningRequest(request.Model, request.BaseModel, request.TrainingQuery)
        {
            ValidationQuery = request.ValidationQuery,
            MaxEpochs = request.Epochs,
            Execution = request.Execution,
        };
        if (_baseModels is not null)
        {
            var schema = request.Model.Parts.Count == 3 ? new SqlIdentifier([.. request.Model.Parts.SkipLast(1)]) : null;
            var check = await _baseModels.CheckAsync(
                new(request.BaseModel, BaseModelUse.Tune) { Schema = schema, Execution = request.Execution },
                cancellationToken).ConfigureAwait(false);
            check.ThrowIfNotUsable();
        }

        return await _client.CreateOrFindAsync(training, _journal, request.Intent, request.Poll, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<TrainingJob> DescribeAsync(string jobId, CancellationToken cancellationToken = default) =>
        (await _client.DescribeAsync(jobId, cancellationToken).ConfigureAwait(false)).ToTrainingJob();

    /// <inheritdoc/>
    public async Task CancelAsync(string jobId, CancellationToken cancellationToken = default)
    {
        // What the server does to a finished job is not documented.
        if (!(await _client.DescribeAsync(jobId, cancellationToken).ConfigureAwait(false)).Status.IsFinished)
            await _client.CancelAsync(jobId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<TrainedModel> RunAsync(
        string jobId, TrainingRequest request, IProgress<TrainingJob>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var job = await _client.WaitUntilFinishedAsync(
            jobId, request.Poll, progress is null ? null : new Translating(progress), cancellationToken).ConfigureAwait(false);
        return TrainedModel.Named(FullName(job.Model ?? request.Model.ToString(), request.Model));
    }

    /// <summary>Some servers describe a model by its bare name, which means another model in another schema.</summary>
    private static string FullName(string described, SqlIdentifier asked)
    {
        try
        {
            var name = SqlIdentifier.Parse(described);
            return name.Parts.Count == 1 && asked.Parts.Count > 1 ? new SqlIdentifier([.. asked.Parts.SkipLast(1), name.Name]).ToString() : described;
        }
        catch (ArgumentException)
        {
            // A form that is not known is used as it is.
            return described;
        }
    }

    private sealed class Translating(IProgress<TrainingJob> progress) : IProgress<FineTuningJob>
    {
        public void Report(FineTuningJob value) => progress.Report(value.ToTrainingJob());
    }
}
