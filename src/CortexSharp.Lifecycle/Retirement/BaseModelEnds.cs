using CortexSharp.BaseModels;
using CortexSharp.FineTuning;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Which base models end, and which one a tuned model is of.</summary>
internal sealed class BaseModelEnds
{
    private readonly Dictionary<string, BaseModel> _ends = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FineTuningJob> _jobs = [];

    /// <summary>Reads what the account says; what cannot be read is left out.</summary>
    public static async Task<BaseModelEnds> ReadAsync(
        ICortexBaseModelClient baseModels, ICortexFineTuneClient? fineTune, bool askJobs, CancellationToken cancellationToken)
    {
        var ends = new BaseModelEnds();
        try
        {
            foreach (var model in await baseModels.ListAsync(cancellationToken).ConfigureAwait(false))
            {
                if (model is not { LegacyDate: null, EndOfLifeDate: null } || IsAt(model, BaseModelLifecycle.EndOfLife) || IsAt(model, BaseModelLifecycle.Legacy))
                    ends._ends[model.Name] = model;
            }

            if (askJobs && fineTune is not null)
                await ends.ReadJobsAsync(fineTune, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (!e.IsTransient)
        {
        }

        return ends;
    }

    /// <summary>The base model of a model that no version made, as its job tells it while the server remembers it.</summary>
    public string? BaseOf(TunedModel model) => _jobs.FirstOrDefault(j => model.IsCalled(j.Model!))?.BaseModel;

    public BaseModel? Find(string? baseModel) => baseModel is null ? null : _ends.GetValueOrDefault(baseModel);

    /// <summary>All that Snowflake says of the end, in its words.</summary>
    public static string Text(BaseModel model) => string.Join(
        ", ",
        [
            IsAt(model, BaseModelLifecycle.EndOfLife) ? "is at its end" : IsAt(model, BaseModelLifecycle.Legacy) ? "is legacy" : "will not stay",
            .. model.LegacyDate is { } legacy ? [$"legacy date {legacy}"] : Array.Empty<string>(),
            .. model.EndOfLifeDate is { } end ? [$"end of life {end}"] : Array.Empty<string>(),
        ]);

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
