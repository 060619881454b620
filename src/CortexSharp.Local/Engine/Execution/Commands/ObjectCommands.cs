using System.Collections.Immutable;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>Statements that tables and views share: drop, rename, comment, describe.</summary>
internal sealed class ObjectCommands(StatementRun run) : CommandGroup(run)
{
    private static readonly ImmutableArray<SqlColumn> DescriptionColumns =
        [.. new[]
        {
            "name", "type", "kind", "null?", "default", "primary key", "unique key", "check", "expression", "comment",
        }.Select(n => new SqlColumn(n, "TEXT"))];

    public ResultTable Drop(Statement.Drop statement)
    {
        var name = Complete(statement.Name);
        switch (Find(statement.Kind, name))
        {
            case TableInfo table:
                Catalog.Tables.Drop(table);
                return Dropped(name.Name);
            case ViewInfo view:
                Catalog.Views.Drop(view);
                return Dropped(name.Name);
            default:
                return statement.IfExists ? AlreadyDropped(name.Name) : throw SqlErrors.ObjectMissing(Display(statement.Kind), name.ToString());
        }
    }

    public ResultTable Rename(Statement.Rename statement)
    {
        if (statement.IfExists && Find(statement.Kind, Complete(statement.Name)) is null)
            return Succeeded;
        var found = Existing(statement.Kind, statement.Name);
        var target = Complete(statement.To);
        if (!Catalog.Schemas.Exists(target.Database!, target.Schema!))
            throw SqlErrors.ObjectMissing("Schema", new SqlIdentifier(target.Database!, target.Schema!).ToString());
        if (Catalog.Find(target) is not null)
            throw SqlErrors.ObjectExists(target.ToString());
        if (found is ViewInfo view)
            Catalog.Views.Rename(view, target);
        else
            Catalog.Tables.Rename((TableInfo)found, target);
        return Succeeded;
    }

    public ResultTable Comment(Statement.SetComment statement)
    {
        if (statement.IfExists && Find(statement.Kind, Complete(statement.Name)) is null)
            return Succeeded;
        switch (Existing(statement.Kind, statement.Name))
        {
            case ViewInfo view:
                Catalog.Views.Comment(view, statement.Text);
                break;
            case TableInfo table when statement.Column is { } name:
                var column = table.Columns.FirstOrDefault(c => c.Name == name)
                    ?? throw SqlErrors.InvalidIdentifier(Run.Text, statement.Name.Position, name);
                Catalog.Tables.Comment(table, column, statement.Text);
                break;
            case TableInfo table:
                Catalog.Tables.Comment(table, statement.Text);
                break;
        }

        return Succeeded;
    }

    /// <summary><c>DESCRIBE TABLE</c>, which Snowflake lets describe a view too, and <c>DESCRIBE VIEW</c>.</summary>
    public ResultTable Describe(Statement.Describe statement)
    {
        var name = Complete(statement.Name);
        var found = statement.Kind is ObjectKind.View ? Find(ObjectKind.View, name) : Catalog.Find(name);
        return new(DescriptionColumns, found switch
        {
            TableInfo table => [.. table.Columns.Select(c => Row(c.Name, c.Type, !c.NotNull, c.Default, c.Key, c.Comment))],
            ViewInfo view =>
                [.. new Translator(Run.Translation).Columns(view).Columns.Zip(
                    view.Columns, (c, v) => Row(v.Name, c.Type, true, null, ColumnKey.None, v.Comment))],
            _ => throw SqlErrors.ObjectMissing(Display(statement.Kind), name.ToString()),
        });
    }

    private static object?[] Row(string name, SqlType type, bool isNullable, string? value, ColumnKey key, string? comment) =>
        [
            name, type.ToString(), "COLUMN", Flag(isNullable), value, Flag(key is ColumnKey.Primary), Flag(key is ColumnKey.Unique), null, null,
            comment,
        ];

    private static string Flag(bool value) => value ? "Y" : "N";
}
