using System.Collections.Immutable;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>All that a translation depends on.</summary>
/// <param name="Text">The SQL text.</param>
/// <param name="Binds">The bound values with their types.</param>
/// <param name="Session">The request.</param>
/// <param name="Catalog">What is stored.</param>
/// <param name="Functions">The Cortex functions.</param>
/// <param name="Views">The views that every account has.</param>
internal sealed record TranslationInput(
    string Text, ImmutableArray<(SqlType Type, object? Value)> Binds, SessionContext Session, CatalogStore Catalog, ICortexFunctions Functions,
    ISystemViews Views)
{
    /// <summary>Where unqualified names are looked up when it is not the request's schema: the schema of the view or function at hand.</summary>
    public (string Database, string Schema)? Home { get; init; }

    /// <summary>The bound texts, which <c>IDENTIFIER(?)</c> takes for names.</summary>
    public IEnumerable<string?> BoundNames => Binds.Select(b => b.Value as string);
}
