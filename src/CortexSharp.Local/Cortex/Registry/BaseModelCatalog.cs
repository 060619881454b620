using CortexSharp.Local.Cortex.Answering;
using CortexSharp.Local.Cortex.Parameters;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>The base models of the account, each where Snowflake would serve it.</summary>
internal sealed class BaseModelCatalog
{
    private readonly Dictionary<string, (LocalBaseModel Data, CallableModel Callable)> _models;
    private readonly Dictionary<string, string> _objects;
    private readonly string _region;
    private readonly AccountParameters _parameters;

    /// <param name="options">The models, what stands behind them, and the account's region.</param>
    /// <param name="parameters">Whether models of other regions may be called.</param>
    public BaseModelCatalog(LocalCortexOptions options, AccountParameters parameters)
    {
        var lexical = new LearnedModel(new BaseModel(), isTuned: false);
        var chats = options.ChatClients.ToDictionary(
            c => c.Key, c => new ChatModel(c.Value, options.ChatConcurrency), StringComparer.OrdinalIgnoreCase);
        _region = options.Region;
        _parameters = parameters;
        _models = options.BaseModels.Concat(chats.Keys.Select(LocalBaseModel.FromString))
            .Select(m => m with { Name = m.Name.ToLowerInvariant() })
            .DistinctBy(m => m.Name)
            .ToDictionary(m => m.Name, m => (m, Callable(m.Name)), StringComparer.OrdinalIgnoreCase);
        _objects = _models.Keys.ToDictionary(ObjectName, StringComparer.Ordinal);

        CallableModel Callable(string name) =>
            new(name, chats.TryGetValue(name, out var chat) ? chat : lexical, name, BaseModelLimits.ContextWindowOf(name));
    }

    /// <summary>All of them, in the order of the names of their objects.</summary>
    public IEnumerable<LocalBaseModel> All => _models.Values.Select(m => m.Data).OrderBy(m => m.Name, StringComparer.Ordinal);

    /// <summary>The name of a base model's object in <c>SNOWFLAKE.MODELS</c>.</summary>
    /// <param name="name">The model's name.</param>
    public static string ObjectName(string name) => name.ToUpperInvariant();

    /// <summary>Finds a model by the name that functions take, in any case; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public (LocalBaseModel Data, CallableModel Callable)? Find(string name) => _models.TryGetValue(name, out var model) ? model : null;

    /// <summary>Finds a model by the exact name of its object; null when there is none.</summary>
    /// <param name="name">The object's name.</param>
    public (LocalBaseModel Data, CallableModel Callable)? FindObject(string name) => _objects.TryGetValue(name, out var model) ? Find(model) : null;

    /// <summary>Where the model is served without crossing regions.</summary>
    /// <param name="model">The model.</param>
    public IReadOnlyList<string> RegionsOf(LocalBaseModel model) => model.Regions ?? [_region];

    /// <summary>Why a model cannot be called here, in Snowflake's words; null when it can.</summary>
    /// <param name="model">The model.</param>
    public string? Unavailable(LocalBaseModel model)
    {
        if (model.LifecycleStatus == "EOL")
            return $"unknown model \"{model.Name}\"";
        if (RegionsOf(model).Contains(_region, StringComparer.OrdinalIgnoreCase) || CrossRegion.Reaches(_parameters.CrossRegions, model.CrossRegions))
            return null;
        return model.CrossRegions.Count == 0
            ? $"unknown model \"{model.Name}\""
            : "The model you requested is unavailable in your region. To access it, enable cross region inference with " +
              $"{string.Join(", ", model.CrossRegions.Append(CrossRegion.Anywhere).Distinct(StringComparer.Ordinal))}";
    }
}
