using CortexSharp.Local.Cortex.Answering;
using CortexSharp.Local.Models;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>Finds models by the names that statements write: base models and tuned ones.</summary>
internal sealed class ModelCatalog
{
    // A tuned model runs on its base; only this one can still be tuned (Snowflake's page Cortex Fine-tuning).
    private const string TunedFrom = "llama3.1-8b";

    private readonly Dictionary<string, CallableModel> _baseModels;
    private readonly Dictionary<string, CallableModel> _baseModelObjects;
    private readonly ModelRegistry _registry;

    /// <param name="options">The base models and what stands behind them.</param>
    /// <param name="registry">The tuned models.</param>
    public ModelCatalog(LocalCortexOptions options, ModelRegistry registry)
    {
        var lexical = new LearnedModel(new BaseModel(), isTuned: false);
        var chats = options.ChatClients.ToDictionary(
            c => c.Key, c => new ChatModel(c.Value, options.ChatConcurrency), StringComparer.OrdinalIgnoreCase);
        _registry = registry;
        _baseModels = options.BaseModels.Concat(chats.Keys)
            .Select(name => name.ToLowerInvariant())
            .Distinct()
            .Select(name => new CallableModel(name, chats.TryGetValue(name, out var chat) ? chat : lexical, name, BaseModelLimits.ContextWindowOf(name)))
            .ToDictionary(model => model.Name, StringComparer.OrdinalIgnoreCase);
        _baseModelObjects = _baseModels.Values.ToDictionary(m => m.Name.ToUpperInvariant(), StringComparer.Ordinal);
    }

    /// <summary>Finds a model; null when there is none of this name.</summary>
    /// <param name="name">
    /// A base model's name in any case; or an object's name by the rules of SQL, where <c>SNOWFLAKE.MODELS</c> holds the base models in
    /// upper case (Snowflake's page on privileges and access to AI functions).
    /// </param>
    /// <param name="context">Where a name without database and schema is looked up.</param>
    public CallableModel? Find(string name, CallContext context)
    {
        if (_baseModels.TryGetValue(name, out var baseModel))
            return baseModel with { Name = name };
        if (TryParse(name)?.Within(context.Database, context.Schema) is not { } identifier)
            return null;
        if (identifier is { Database: "SNOWFLAKE", Schema: "MODELS" })
            return _baseModelObjects.TryGetValue(identifier.Name, out baseModel) ? baseModel with { Name = name } : null;
        return _registry.Find(identifier) is { } tuned ? new(name, new LearnedModel(tuned, isTuned: true), null, BaseModelLimits.ContextWindowOf(TunedFrom)) : null;
    }

    private static SqlIdentifier? TryParse(string name)
    {
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
