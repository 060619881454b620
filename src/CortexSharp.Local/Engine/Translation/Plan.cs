using System.Collections.Immutable;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>What executing a statement takes.</summary>
/// <param name="Stages">The steps before it, which answer its Cortex calls.</param>
internal abstract record Plan(ImmutableArray<CortexStage> Stages)
{
    /// <summary>A query.</summary>
    public sealed record Read(ImmutableArray<CortexStage> Stages, TranslatedQuery Query) : Plan(Stages);

    /// <summary>A statement that changes rows: several SQLite statements in one transaction.</summary>
    public sealed record Change(ImmutableArray<CortexStage> Stages, ImmutableArray<ChangeStep> Steps, ImmutableArray<string> TemporaryTables)
        : Plan(Stages);

    /// <summary>A table made from a query.</summary>
    public sealed record CreateAs(ImmutableArray<CortexStage> Stages, Statement.CreateTable Statement, TranslatedQuery Query) : Plan(Stages);

    /// <summary>A view or function, whose text has been found good.</summary>
    /// <param name="Statement">The statement.</param>
    /// <param name="Columns">The columns of a view.</param>
    public sealed record Define(Statement Statement, ImmutableArray<OutputColumn> Columns) : Plan(ImmutableArray<CortexStage>.Empty);

    /// <summary>A statement on the catalog or the models, which is executed as it is.</summary>
    public sealed record Command(Statement Statement) : Plan(ImmutableArray<CortexStage>.Empty);
}
