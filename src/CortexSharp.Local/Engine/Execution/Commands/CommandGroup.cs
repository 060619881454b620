using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>What the statements on the catalog have in common. They run inside the statement's transaction.</summary>
internal abstract class CommandGroup(StatementRun run)
{
    protected static ResultTable Succeeded { get; } = ResultTable.Status("Statement executed successfully.");

    protected StatementRun Run => run;

    protected CatalogStore Catalog { get; } = new(run.Connection);

    /// <summary>The name as messages write it.</summary>
    protected static string Display(string name) => new SqlIdentifier(name).ToString();

    protected static string Display(ObjectKind kind) => kind.ToString();

    protected static ResultTable Created(ObjectKind kind, string name) =>
        ResultTable.Status($"{Display(kind)} {Display(name)} successfully created.");

    protected static ResultTable AlreadyExists(string name) => ResultTable.Status($"{Display(name)} already exists, statement succeeded.");

    protected static ResultTable Dropped(string name) => ResultTable.Status($"{Display(name)} successfully dropped.");

    protected static ResultTable AlreadyDropped(string name) =>
        ResultTable.Status($"Drop statement executed successfully ({Display(name)} already dropped).");

    protected static ObjectKind KindOf(CatalogObject found) => found is ViewInfo ? ObjectKind.View : ObjectKind.Table;

    protected SqlIdentifier Complete(ObjectName name) => name.Within(run.Session.Database, run.Session.Schema);

    /// <summary>The table or view of a name, which must be of the kind that the statement says.</summary>
    protected CatalogObject? Find(ObjectKind kind, SqlIdentifier name)
    {
        var found = Catalog.Find(name);
        return found is null || KindOf(found) == kind ? found : throw SqlErrors.OfOtherKind(found.FullName, KindOf(found), kind);
    }

    protected CatalogObject Existing(ObjectKind kind, ObjectName name)
    {
        var full = Complete(name);
        return Find(kind, full) ?? throw SqlErrors.ObjectMissing(Display(kind), full.ToString());
    }

    /// <summary>What a new table or view replaces, if anything; fails where it may not come to be.</summary>
    protected CatalogObject? Replaced(ObjectKind kind, SqlIdentifier name, bool orReplace)
    {
        if (!Catalog.Schemas.Exists(name.Database!, name.Schema!))
            throw SqlErrors.ObjectMissing("Schema", new SqlIdentifier(name.Database!, name.Schema!).ToString());
        var existing = Catalog.Find(name);
        if (existing is null)
            return null;
        if (KindOf(existing) != kind)
            throw SqlErrors.ExistsAs(existing.FullName, KindOf(existing));
        return orReplace ? existing : throw SqlErrors.ObjectExists(name.ToString());
    }
}
