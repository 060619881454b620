using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Classification;
using CortexSharp.Local.Cortex.Completion;
using CortexSharp.Local.Cortex.Embedding;
using CortexSharp.Local.Cortex.FineTuning;
using CortexSharp.Local.Cortex.Redaction;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex;

/// <summary>The Cortex side of one offline Cortex: its functions, and the training in the background.</summary>
internal sealed class CortexRuntime : IAsyncDisposable
{
    private readonly JobRunner _runner;

    /// <summary>Puts it together; nothing runs yet.</summary>
    /// <param name="account">What the functions call on; its file must outlive this.</param>
    /// <param name="options">How it is set up.</param>
    /// <param name="trainingData">Runs the queries of fine-tuning jobs.</param>
    public CortexRuntime(Account account, LocalCortexOptions options, ITrainingDataReader trainingData)
    {
        var catalog = new ModelCatalog(account, options);
        var policy = new ErrorPolicy(account.Parameters, options.AllowErrorDetails);
        var jobs = new JobStore(account.Tables, account.Credits, options.TimeProvider);
        _runner = new JobRunner(jobs, trainingData, options, account.Tables.Life);
        Functions = new CortexFunctions(
            new AiComplete(catalog, policy, options),
            new LegacyComplete(catalog, options.TimeProvider),
            new CountTokens(catalog, policy),
            new Classify(policy),
            new Redact(policy),
            new Embed(policy),
            new Similarity(policy),
            new ErrorHelpers(),
            new FineTune(new FineTuneService(jobs, _runner, options, account.Access)),
            new GetTag(account.Models),
            new UnsupportedFunctions());
    }

    /// <summary>The functions.</summary>
    public ICortexFunctions Functions { get; }

    /// <summary>Takes up the jobs that an earlier process left; without it they wait until one is created or described.</summary>
    public void Start() => _runner.Start();

    /// <summary>Stops training; an unfinished job goes on at the next start.</summary>
    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
