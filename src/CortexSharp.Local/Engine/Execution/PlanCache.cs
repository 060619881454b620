using System.Collections.Concurrent;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Translations, kept as long as the catalog they were made from stands.</summary>
internal sealed class PlanCache
{
    private const int Capacity = 512;

    private readonly ConcurrentDictionary<Key, Plan> _plans = new();

    /// <summary>The plan of a statement, made now or before.</summary>
    public Plan Get(TranslationInput input)
    {
        var key = new Key(input.Text, input.Catalog.Version, input.Session, string.Join(',', input.Binds.Select(b => b.Type)));
        if (_plans.TryGetValue(key, out var known))
            return known;
        var plan = Translator.Translate(input, Parser.Parse(input.Text, input.BoundNames, out var isNamedByBinds));
        // A bound call of a Cortex function may know the models of its moment, and parsing is nothing beside a call. Bulk
        // statements come once. A name that is bound is another each time.
        if (isNamedByBinds || !plan.Stages.IsEmpty || input.Text.Length > 20_000)
            return plan;
        if (_plans.Count >= Capacity)
            _plans.Clear();
        return _plans[key] = plan;
    }

    private sealed record Key(string Text, long CatalogVersion, SessionContext Session, string BindTypes);
}
