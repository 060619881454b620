using System.Collections.Immutable;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>All that a translation depends on.</summary>
/// <param name="Text">The SQL text.</param>
/// <param name="BindTypes">The types of the bound values.</param>
/// <param name="Session">The request.</param>
/// <param name="Catalog">The stored tables.</param>
/// <param name="Functions">The Cortex functions.</param>
/// <param name="Views">The views that every account has.</param>
internal sealed record TranslationInput(
    string Text, ImmutableArray<SqlType> BindTypes, SessionContext Session, CatalogStore Catalog, ICortexFunctions Functions, ISystemViews Views);
