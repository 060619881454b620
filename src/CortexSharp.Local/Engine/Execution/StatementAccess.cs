using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>
/// What each kind of statement on tables takes and leaves behind in privileges, inside its transaction. Queries and changes of rows are checked
/// where their tables are found.
/// </summary>
internal static class StatementAccess
{
    /// <summary>Fails unless the role may run the statement.</summary>
    public static void Check(Plan plan, StatementRun run)
    {
        var access = run.Session.Access;
        if (access.IsAdministrator)
            return;
        switch (StatementOf(plan))
        {
            case null or AccountStatement:
                break; // checked where its tables or objects are found
            case Statement.Show:
                break; // shows what the role sees
            case Statement.CreateTable create:
                access.RequireCreate("TABLE", Complete(create.Table, run));
                if (create.OrReplace)
                    RequireOwner(ObjectKind.Table, create.Table, run);
                if (create.Template is { } template && Exists(template, run))
                    access.Require(Object(ObjectKind.Table, template, run), Privilege.Select, "Table");
                break;
            case Statement.CreateView create:
                access.RequireCreate("VIEW", Complete(create.View, run));
                if (create.OrReplace)
                    RequireOwner(ObjectKind.View, create.View, run);
                break;
            case Statement.Drop { Kind: ObjectKind.Table or ObjectKind.View } drop:
                RequireOwner(drop.Kind, drop.Name, run);
                break;
            case Statement.Rename rename:
                RequireOwner(rename.Kind, rename.Name, run);
                access.RequireCreate(KindName(rename.Kind), Complete(rename.To, run));
                break;
            case Statement.SetComment { Kind: ObjectKind.Table or ObjectKind.View } comment:
                RequireOwner(comment.Kind, comment.Name, run);
                break;
            case Statement.AlterColumns alter:
                RequireOwner(ObjectKind.Table, alter.Table, run);
                break;
            case Statement.Truncate truncate:
                if (Exists(truncate.Table, run))
                    access.Require(Object(ObjectKind.Table, truncate.Table, run), Privilege.Truncate, "Table");
                break;
            case Statement.Describe describe:
                var kind = new CatalogStore(run.Connection).Find(Complete(describe.Name, run)) is ViewInfo ? ObjectKind.View : ObjectKind.Table;
                if (Exists(describe.Name, run) && !access.Sees(Object(kind, describe.Name, run)))
                    throw SqlErrors.ObjectMissing(describe.Kind.ToString(), Complete(describe.Name, run).ToString());
                break;
            default:
                // What nobody has thought about is not for everybody.
                access.RequireAdministrator();
                break;
        }
    }

    /// <summary>Hands new tables to their role, and lets grants follow a table that is renamed or go with one that is dropped.</summary>
    /// <param name="plan">The statement.</param>
    /// <param name="run">Its run.</param>
    /// <param name="before">What <see cref="TableOf"/> was before.</param>
    public static void Record(Plan plan, StatementRun run, long? before)
    {
        switch (StatementOf(plan))
        {
            // One that was there before and was not replaced stays as it is.
            case Statement.CreateTable create when TableOf(plan, run) != before:
                AccessControl.Created(
                    run.Connection, Object(ObjectKind.Table, create.Table, run), run.Session.Role, run.Now / NanosecondsOfMillisecond);
                break;
            case Statement.CreateView create when TableOf(plan, run) != before:
                AccessControl.Created(
                    run.Connection, Object(ObjectKind.View, create.View, run), run.Session.Role, run.Now / NanosecondsOfMillisecond);
                break;
            case Statement.Drop { Kind: ObjectKind.Table or ObjectKind.View } drop:
                AccessControl.Forget(run.Connection, Object(drop.Kind, drop.Name, run));
                break;
            case Statement.Rename rename when !Exists(rename.Name, run) && Exists(rename.To, run):
                AccessControl.Renamed(run.Connection, Object(rename.Kind, rename.Name, run), Object(rename.Kind, rename.To, run));
                break;
        }
    }

    /// <summary>The id of the table or view that a statement creates or replaces, as it stands; ids are never used again.</summary>
    public static long? TableOf(Plan plan, StatementRun run) => StatementOf(plan) switch
    {
        Statement.CreateTable create => new CatalogStore(run.Connection).Find(Complete(create.Table, run))?.Id,
        Statement.CreateView create => new CatalogStore(run.Connection).Find(Complete(create.View, run))?.Id,
        _ => null,
    };

    private static Statement? StatementOf(Plan plan) => plan switch
    {
        Plan.Command command => command.Statement,
        Plan.CreateAs create => create.Statement,
        Plan.Define define => define.Statement,
        _ => null,
    };

    private const long NanosecondsOfMillisecond = 1_000_000;

    private static void RequireOwner(ObjectKind kind, ObjectName name, StatementRun run)
    {
        // What is not there is the statement's own affair.
        if (Exists(name, run))
            run.Session.Access.Require(Object(kind, name, run), Privilege.Ownership, kind.ToString());
    }

    private static bool Exists(ObjectName name, StatementRun run) => new CatalogStore(run.Connection).Find(Complete(name, run)) is not null;

    private static Securable Object(ObjectKind kind, ObjectName name, StatementRun run) => new(KindName(kind), Complete(name, run));

    private static string KindName(ObjectKind kind) => kind.ToString().ToUpperInvariant();

    private static SqlIdentifier Complete(ObjectName name, StatementRun run) => name.Within(run.Session.Database, run.Session.Schema);
}
