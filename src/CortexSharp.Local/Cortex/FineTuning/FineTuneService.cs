using System.Buffers;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>The four operations of <c>FINETUNE</c>. What they say of a wrong call is not documented by Snowflake; the words are ours.</summary>
/// <param name="store">The jobs.</param>
/// <param name="runner">What trains them.</param>
/// <param name="options">The base models that can be tuned, and the form of descriptions.</param>
/// <param name="access">Who may create models where.</param>
internal sealed class FineTuneService(JobStore store, JobRunner runner, LocalCortexOptions options, AccessControl access)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private readonly JobJson _json = new(options.DescribeVariants);

    /// <summary>Makes a job and gives its id at once; that the queries run is found out later, by the job.</summary>
    /// <param name="name">The model's name by the rules of SQL.</param>
    /// <param name="baseModel">The base model's name.</param>
    /// <param name="trainingData">The training query.</param>
    /// <param name="validationData">The validation query; null for none.</param>
    /// <param name="jobOptions">The options as JSON; null for none.</param>
    /// <param name="context">The statement.</param>
    public string Create(string name, string baseModel, string trainingData, string? validationData, string? jobOptions, CallContext context)
    {
        var model = ParseName(name)?.Within(context.Database, context.Schema) ?? throw Refused(
            $"invalid model name \"{name}\": letters, digits and underscores are expected, beginning with a letter, or parts in double quotes");
        var guard = access.For(context.Role);
        if (!guard.IsAdministrator)
            guard.RequireCreate("MODEL", model);
        if (!options.TunableBaseModels.Contains(baseModel, StringComparer.OrdinalIgnoreCase))
            throw Refused($"unknown model \"{baseModel}\": fine-tuning takes {string.Join(", ", options.TunableBaseModels)}");
        if (!BaseModelLimits.TuningRegions.Contains(options.Region, StringComparer.OrdinalIgnoreCase))
            throw Refused($"fine-tuning is unavailable in your region {options.Region}: it takes {string.Join(", ", BaseModelLimits.TuningRegions)}");
        var epochs = JobOptions.EpochsIn(jobOptions, out var error);
        if (error is not null)
            throw Refused(error);
        // The Python client captured a job without validation data whose description says "": both forms mean none.
        var id = store.Add(
            new JobRequest(model, baseModel.ToLowerInvariant(), trainingData, validationData is "" ? null : validationData, jobOptions, epochs),
            context);
        runner.Start();
        return id;
    }

    /// <summary>The job as JSON.</summary>
    /// <param name="id">Its id.</param>
    public string Describe(string id)
    {
        var job = Find(id);
        if (job.IsOpen)
            runner.Start(); // the process that made the job may be gone
        return _json.Describe(job);
    }

    /// <summary>All jobs as JSON, the newest first.</summary>
    public string Show() => _json.List(store.List());

    /// <summary>Cancels a job.</summary>
    /// <param name="id">Its id.</param>
    public string Cancel(string id)
    {
        if (!store.TryCancel(id))
            throw Refused($"job {id} is finished with status {Find(id).Status} and cannot be cancelled");
        runner.Recheck();
        return $"Canceled Cortex Fine-tuning job: {id}";
    }

    private FineTuneJob Find(string id) => store.Find(id) ?? throw CortexErrors.DoesNotExist($"Fine-tuning job '{id}'");

    private static LocalSqlException Refused(string reason) => CortexErrors.RemoteService("FINETUNE", 400, reason);

    // An unquoted part begins with a letter here, while elsewhere in SQL it may begin with an underscore and hold a dollar sign
    // (Snowflake's page FINETUNE ('CREATE')).
    private static SqlIdentifier? ParseName(string name)
    {
        var lexer = new SqlLexer(name);
        while (lexer.TryRead(out var token))
        {
            var text = name.AsSpan(token.Start, token.Length);
            if (token.Kind is SqlTokenKind.Word && (!char.IsAsciiLetter(text[0]) || text.IndexOfAnyExcept(NameCharacters) >= 0))
                return null;
        }

        try
        {
            return SqlIdentifier.Parse(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
