using System.Collections.Immutable;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>Statements that create views.</summary>
internal sealed class ViewCommands(StatementRun run) : CommandGroup(run)
{
    /// <summary>Creates a view whose query has been checked.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="columns">The query's columns, named as the view's.</param>
    public ResultTable Create(Statement.CreateView statement, ImmutableArray<OutputColumn> columns)
    {
        var name = Complete(statement.View);
        if (statement.IfNotExists && Catalog.Find(name) is not null)
            return AlreadyExists(name.Name);
        if (Replaced(ObjectKind.View, name, statement.OrReplace) is ViewInfo old)
            Catalog.Views.Drop(old);
        Catalog.Views.Create(new(
            0, name.Database!, name.Schema!, name.Name, Run.Now, statement.Comment,
            [.. columns.Select((c, i) => new ViewColumn(c.Name, statement.Columns.IsEmpty ? null : statement.Columns[i].Comment))],
            statement.Body, Run.Text.Trim(), statement.IsSecure));
        return Created(ObjectKind.View, name.Name);
    }
}
