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
                    RequireOwner(create.Table, run);
                if (create.Like is { } like && Exists(like, run))
                    access.Require(Table(like, run), Privilege.Select, "Table");
                break;
            case Statement.DropTable drop:
                RequireOwner(drop.Table, run);
                break;
            case Statement.RenameTable rename:
                RequireOwner(rename.Table, run);
                access.RequireCreate("TABLE", Complete(rename.To, run));
                break;
            case Statement.AddColumn add:
                RequireOwner(add.Table, run);
                break;
            case Statement.Truncate truncate:
                if (Exists(truncate.Table, run))
                    access.Require(Table(truncate.Table, run), Privilege.Truncate, "Table");
                break;
            case Statement.DescribeTable describe:
                if (Exists(describe.Table, run) && !access.Sees(Table(describe.Table, run)))
                    throw SqlErrors.ObjectMissing("Table", Complete(describe.Table, run).ToString());
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
                AccessControl.Created(run.Connection, Table(create.Table, run), run.Session.Role, run.Now / NanosecondsOfMillisecond);
                break;
            case Statement.DropTable drop:
                AccessControl.Forget(run.Connection, Table(drop.Table, run));
                break;
            case Statement.RenameTable rename:
                AccessControl.Renamed(run.Connection, Table(rename.Table, run), Table(rename.To, run));
                break;
        }
    }

    /// <summary>The id of the table that a statement creates or replaces, as it stands; ids are never used again.</summary>
    public static long? TableOf(Plan plan, StatementRun run) =>
        StatementOf(plan) is Statement.CreateTable create ? new CatalogStore(run.Connection).Find(Complete(create.Table, run))?.Id : null;

    private static Statement? StatementOf(Plan plan) => plan switch
    {
        Plan.Command command => command.Statement,
        Plan.CreateAs create => create.Statement,
        _ => null,
    };

    private const long NanosecondsOfMillisecond = 1_000_000;

    private static void RequireOwner(ObjectName name, StatementRun run)
    {
        // A table that is not there is the statement's own affair.
        if (Exists(name, run))
            run.Session.Access.Require(Table(name, run), Privilege.Ownership, "Table");
    }

    private static bool Exists(ObjectName name, StatementRun run) => new CatalogStore(run.Connection).Find(Complete(name, run)) is not null;

    private static Securable Table(ObjectName name, StatementRun run) => new("TABLE", Complete(name, run));

    private static SqlIdentifier Complete(ObjectName name, StatementRun run) => name.Within(run.Session.Database, run.Session.Schema);
}
