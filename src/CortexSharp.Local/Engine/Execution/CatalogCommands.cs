using CortexSharp.Local.Engine.Execution.Commands;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Statements on the catalog, each handed to those of its kind. Runs inside the statement's transaction.</summary>
internal sealed class CatalogCommands(StatementRun run)
{
    public ResultTable Execute(Statement statement) => statement switch
    {
        Statement.CreateTable create => new TableCommands(run).Create(create),
        Statement.AlterColumns alter => new TableCommands(run).Alter(alter),
        Statement.Truncate truncate => new TableCommands(run).Truncate(truncate),
        Statement.CreateView create => new ViewCommands(run).Create(create, []),
        Statement.CreateFunction create => new FunctionCommands(run).Create(create),
        Statement.DropFunction drop => new FunctionCommands(run).Drop(drop),
        Statement.DescribeFunction describe => new FunctionCommands(run).Describe(describe),
        Statement.CreateSchema create => new SchemaCommands(run).Create(create),
        Statement.Drop { Kind: ObjectKind.Schema or ObjectKind.Database } drop => new SchemaCommands(run).Drop(drop),
        Statement.SetComment { Kind: ObjectKind.Schema or ObjectKind.Database } comment => new SchemaCommands(run).Comment(comment),
        Statement.Drop drop => new ObjectCommands(run).Drop(drop),
        Statement.Rename rename => new ObjectCommands(run).Rename(rename),
        Statement.SetComment comment => new ObjectCommands(run).Comment(comment),
        Statement.Describe describe => new ObjectCommands(run).Describe(describe),
        Statement.Show show => new ShowCommands(run).Show(show),
        _ => throw SqlErrors.Unsupported(run.Text, statement.Position, statement.GetType().Name),
    };

    /// <summary>Writes down a view or function that has been checked.</summary>
    public ResultTable Define(Plan.Define plan) =>
        plan.Statement is Statement.CreateView view ? new ViewCommands(run).Create(view, plan.Columns) : Execute(plan.Statement);
}
