using CortexSharp.BaseModels;
using CortexSharp.FineTuning;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Which base models end, and which one a tuned model is of.</summary>
internal sealed class BaseModelEnds
{
    private readonly Dictionary<string, BaseModel> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FineTuningJob> _jobs = [];
    private string? _failure;

    /// <summary>Reads what the account says.</summary>
    public static async Task<BaseModelEnds> ReadAsync(
        ICortexBaseModelClient baseModels, ICortexFineTuneClient? fineTune, bool askJobs, CancellationToken cancellationToken)
    {
        var ends = new BaseModelEnds();
        try
        {
            foreach (var model in await baseModels.ListAsync(cancellationToken).ConfigureAwait(false))
                ends._models[model.Name] = model;
            if (askJobs && fineTune is not null)
                await ends.ReadJobsAsync(fineTune, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (!e.IsTransient)
        {
            // No reason to say nothing of models that nobody calls.
            ends._failure = e.Message;
        }

        return ends;
    }

    /// <summary>The base model of a model that no version made, as its job tells it while the server remembers it.</summary>
    public string? BaseOf(TunedModel model) => _jobs.FirstOrDefault(j => model.IsCalled(j.Model!))?.BaseModel;

    /// <summary>A base model that the account lists as one that becomes legacy or ends.</summary>
    public BaseModel? FindEnding(string? baseModel) =>
        baseModel is not null && _models.TryGetValue(baseModel, out var model) && IsEnding(model) ? model : null;

    /// <summary>What is to be told of a tuned model's base model; null when that stays, as far as the account says.</summary>
    public string? Tell(string? baseModel)
    {
        if (FindEnding(baseModel) is { } ending)
            return $"Its base model {ending.Name} {Text(ending)}.";
        if (baseModel is not null && _models.ContainsKey(baseModel))
            return null;
        if (_failure is not null)
            return $"When its base model ends cannot be read: {_failure}";
        return baseModel is null
            ? "Its base model is not known, so neither is when that ends."
            : $"Its base model {baseModel} is not listed: it is gone, and the tuned model with it, or the role may not use it.";
    }

    /// <summary>All that Snowflake says of the end, in its words.</summary>
    private static string Text(BaseModel model) => string.Join(
        ", ",
        [
            IsAt(model, BaseModelLifecycle.EndOfLife) ? "is at its end" : IsAt(model, BaseModelLifecycle.Legacy) ? "is legacy" : "will not stay",
            .. model.LegacyDate is { } legacy ? [$"legacy date {legacy}"] : Array.Empty<string>(),
            .. model.EndOfLifeDate is { } end ? [$"end of life {end}"] : Array.Empty<string>(),
        ]);

    private static bool IsEnding(BaseModel model) =>
        model is not { LegacyDate: null, EndOfLifeDate: null } || IsAt(model, BaseModelLifecycle.EndOfLife) || IsAt(model, BaseModelLifecycle.Legacy);

    private static bool IsAt(BaseModel model, BaseModelLifecycle lifecycle) => model.Lifecycle == lifecycle;

    // A list of jobs does not tell the models that came of them.
    private async Task ReadJobsAsync(ICortexFineTuneClient fineTune, CancellationToken cancellationToken)
    {
        foreach (var listed in (await fineTune.ListAsync(cancellationToken).ConfigureAwait(false)).Where(j => j.Status == FineTuningStatus.Success))
        {
            var job = await fineTune.DescribeAsync(listed.Id, cancellationToken).ConfigureAwait(false);
            if (job is { Model: not null, BaseModel: not null })
                _jobs.Add(job);
        }
    }
}
