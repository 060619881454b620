using System.Globalization;
using CortexSharp.BaseModels;
using CortexSharp.Diagnostics;
using CortexSharp.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CortexSharp.FineTuning;

/// <summary>Calls <c>SNOWFLAKE.CORTEX.FINETUNE</c>. Every argument is a literal: that the function takes binds is documented nowhere.</summary>
internal sealed class CortexFineTuneClient : ICortexFineTuneClient
{
    private const string CancelledPrefix = "Canceled Cortex Fine-tuning job: ";

    private readonly ISqlExecutor _executor;
    private readonly IReadOnlyCollection<TunableBaseModel> _baseModels;
    private readonly ILogger _logger;

    public CortexFineTuneClient(
        ISqlExecutor executor, IReadOnlyCollection<TunableBaseModel>? baseModels = null, ILogger<CortexFineTuneClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
        _baseModels = baseModels ?? [TunableBaseModel.Llama31With8B];
        _logger = logger ?? NullLogger<CortexFineTuneClient>.Instance;
    }

    public async Task<string> CreateAsync(FineTuningRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckModelName(request.Model);
        CheckBaseModel(request.BaseModel);
        if (request.MaxEpochs is < 1 or > 10)
        {
            throw new ArgumentOutOfRangeException(
                nameof(request), $"{nameof(FineTuningRequest)}.{nameof(request.MaxEpochs)} is {request.MaxEpochs}; it must be from 1 to 10.");
        }

        var training = SqlLiteral.Of(TrainingQuery.Render(request.TrainingQuery, request.Intent, nameof(request.TrainingQuery)));
        var validation = request.ValidationQuery is { } query
            ? SqlLiteral.Of(TrainingQuery.Render(query, null, nameof(request.ValidationQuery)))
            : SqlLiteral.Null;
        // Options are a string that holds JSON; NULL keeps the place of what is not given, as Snowflake's own Python client sends it.
        var options = request.MaxEpochs is { } epochs
            ? SqlLiteral.Of(string.Create(CultureInfo.InvariantCulture, $"{{\"max_epochs\": {epochs}}}"))
            : SqlLiteral.Null;
        var statement = SqlStatement.Create(
            $"SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', {SqlLiteral.Of(request.Model.ToString())}, {SqlLiteral.Of(request.BaseModel)}, "
            + $"{training}, {validation}, {options}) AS JOB_ID");

        var jobId = await CellAsync(statement, request.Execution, SqlEffect.Billable, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(jobId))
            throw new CortexException(CortexErrorKind.UnexpectedResponse, "FINETUNE('CREATE') gave no job id.") { Model = request.BaseModel };
        LogMessages.JobCreated(_logger, jobId);
        return jobId;
    }

    public async Task<FineTuningJob> DescribeAsync(string jobId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jobId);
        var statement = SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', {SqlLiteral.Of(jobId)}) AS JOB");
        return FineTuningJobReader.ReadJob(await CellAsync(statement, null, SqlEffect.Read, cancellationToken).ConfigureAwait(false), jobId);
    }

    public async Task<IReadOnlyList<FineTuningJob>> ListAsync(CancellationToken cancellationToken = default)
    {
        var statement = SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW') AS JOBS");
        return FineTuningJobReader.ReadJobs(await CellAsync(statement, null, SqlEffect.Read, cancellationToken).ConfigureAwait(false));
    }

    public async Task CancelAsync(string jobId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jobId);
        var statement = SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('CANCEL', {SqlLiteral.Of(jobId)}) AS RESULT");
        var answer = await CellAsync(statement, null, SqlEffect.Write, cancellationToken).ConfigureAwait(false);
        // The prefix is what Snowflake's Python client takes for success.
        if (answer?.TrimStart('"').StartsWith(CancelledPrefix, StringComparison.OrdinalIgnoreCase) is not true)
        {
            throw new CortexException(CortexErrorKind.UnexpectedResponse, $"Job {jobId} was not cancelled; the server says: {answer ?? "nothing"}")
            {
                JobId = jobId,
            };
        }

        LogMessages.JobCancelled(_logger, jobId);
    }

    private void CheckBaseModel(string baseModel)
    {
        if (baseModel.Equals("arctic-extract", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"{nameof(FineTuningRequest)}.{nameof(FineTuningRequest.BaseModel)} 'arctic-extract' is a model for documents, which CortexSharp "
                + "does not support yet.");
        }

        if (!_baseModels.Any(model => model.Name.Equals(baseModel, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException(
                $"{nameof(FineTuningRequest)}.{nameof(FineTuningRequest.BaseModel)} '{baseModel}' is not among the configured models that can be "
                + $"tuned ({string.Join(", ", _baseModels.Select(m => m.Name))}). " +
                "If Snowflake offers it, add it to CortexSharpOptions.TunableBaseModels.");
        }
    }

    /// <summary>Unquoted model names are letters, digits and underscores and begin with a letter; anything else is passed quoted.</summary>
    private static void CheckModelName(SqlIdentifier model)
    {
        if (model.Name.StartsWith('_') || model.Name.Contains('$', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{nameof(FineTuningRequest)}.{nameof(FineTuningRequest.Model)} '{model}' cannot name a tuned model: it must begin with a letter "
                + "and have letters, digits and underscores only.");
        }
    }

    private Task<string?> CellAsync(SqlStatement statement, SqlExecutionOptions? options, SqlEffect effect, CancellationToken cancellationToken) =>
        _executor.QueryScalarAsync<string>(statement, (options ?? new()) with { Effect = effect }, cancellationToken);
}
