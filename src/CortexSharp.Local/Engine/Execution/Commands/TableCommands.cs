using System.Collections.Immutable;
using System.Globalization;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>Statements that create and change tables.</summary>
internal sealed class TableCommands(StatementRun run) : CommandGroup(run)
{
    /// <summary>Creates a table of columns, or after another table.</summary>
    public ResultTable Create(Statement.CreateTable statement)
    {
        var name = Complete(statement.Table);
        if (statement.IfNotExists && Catalog.Find(name) is not null)
            return AlreadyExists(name.Name);
        var existing = Replaced(ObjectKind.Table, name, statement.OrReplace);
        var template = statement.Template is { } other ? (TableInfo)Existing(ObjectKind.Table, other) : null;
        var columns = template?.Columns ?? [.. statement.Columns.Select(c => Column(c, c.Type!.Value))];
        var table = Fill(name, existing, columns, statement, created => template is null || !statement.WithRows ? null :
            $"INSERT INTO {created.Physical} SELECT {string.Join(", ", template.Columns.Select(c => c.Physical))} FROM {template.Physical}");
        return Created(ObjectKind.Table, table.Name);
    }

    /// <summary>Creates a table from a query.</summary>
    public ResultTable CreateAs(Plan.CreateAs plan)
    {
        var (statement, query) = (plan.Statement, plan.Query);
        if (!statement.Columns.IsEmpty && statement.Columns.Length != query.Columns.Length)
            throw SqlErrors.WrongValueCount(Invariant(statement.Columns.Length), Invariant(query.Columns.Length));
        if (statement.Columns.IsEmpty)
            Translator.CheckColumns(query.Columns);
        ImmutableArray<ColumnInfo> columns = statement.Columns.IsEmpty
            ? [.. query.Columns.Select(c => new ColumnInfo(c.Name, "", Kept(c.Type), NotNull: false, Default: null))]
            : [.. statement.Columns.Zip(query.Columns, (c, q) => Column(c, c.Type ?? Kept(q.Type)))];
        var name = Complete(statement.Table);
        var existing = Replaced(ObjectKind.Table, name, statement.OrReplace);
        var values = query.Columns.Select((c, i) => Coercion.Cast(
            new($"s.c{i + 1}", c.Type, Unchecked: c.Type.Kind is SqlTypeKind.Number), columns[i].Type) is { } value
            ? Translator.Stored(value)
            : throw SqlErrors.TypeMismatch(columns[i].Name, columns[i].Type.ToString(), c.Type.ToString()));
        Fill(
            name, existing, columns, statement,
            created => $"INSERT INTO {created.Physical} SELECT {string.Join(", ", values)} FROM ({query.Sql}) AS s");
        return Created(ObjectKind.Table, name.Name);
    }

    /// <summary>Adds, drops and renames columns.</summary>
    public ResultTable Alter(Statement.AlterColumns statement)
    {
        if (statement.IfExists && Find(ObjectKind.Table, Complete(statement.Table)) is null)
            return Succeeded;
        foreach (var change in statement.Changes)
        {
            // Each change finds the table as those before have left it.
            var table = (TableInfo)Existing(ObjectKind.Table, statement.Table);
            switch (change)
            {
                case ColumnChange.Add add:
                    Add(table, add);
                    break;
                case ColumnChange.Drop { IfExists: true, Column: var missing } when table.Columns.All(c => c.Name != missing):
                    break;
                case ColumnChange.Drop when table.Columns.Length == 1:
                    throw SqlErrors.InvalidArgument(Run.Text, change.Position, "A table keeps at least one column.");
                case ColumnChange.Drop drop:
                    Catalog.Tables.DropColumn(table, Column(table, drop.Column, drop.Position));
                    break;
                case ColumnChange.Rename rename when table.Columns.Any(c => c.Name == rename.To):
                    throw SqlErrors.ColumnExists(rename.To);
                case ColumnChange.Rename rename:
                    Catalog.Tables.RenameColumn(table, Column(table, rename.Column, rename.Position), rename.To);
                    break;
            }
        }

        return Succeeded;
    }

    public ResultTable Truncate(Statement.Truncate statement)
    {
        if (!statement.IfExists || Find(ObjectKind.Table, Complete(statement.Table)) is not null)
            Run.Run($"DELETE FROM {((TableInfo)Existing(ObjectKind.Table, statement.Table)).Physical}");
        return Succeeded;
    }

    private static ColumnInfo Column(ColumnDefinition column, SqlType type) =>
        new(column.Name, "", type, column.NotNull, column.Default, column.Key, column.Comment);

    private ColumnInfo Column(TableInfo table, string name, int position) =>
        table.Columns.FirstOrDefault(c => c.Name == name) ?? throw SqlErrors.InvalidIdentifier(Run.Text, position, name);

    /// <summary>The type in which a table keeps what a query gives.</summary>
    private static SqlType Kept(SqlType type) => type.Kind is SqlTypeKind.Null or SqlTypeKind.Varchar ? SqlType.Varchar : type;

    private TableInfo Fill(
        SqlIdentifier name, CatalogObject? existing, ImmutableArray<ColumnInfo> columns, Statement.CreateTable statement,
        Func<TableInfo, string?> insert)
    {
        if (columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw SqlErrors.DuplicateColumn(twice.Key);
        // The rows may come from the table that is replaced, so the new one is filled before the old one goes.
        var staging = existing is null ? name : new SqlIdentifier(name.Database!, name.Schema!, "\u0001new");
        var table = Catalog.Tables.Create(staging, columns, Run.Now, statement.Comment, statement.IsTransient);
        if (insert(table) is { } sql)
            Run.Run(sql);
        if (existing is TableInfo old)
        {
            Catalog.Tables.Drop(old);
            Catalog.Tables.Rename(table, name);
        }

        return table with { Name = name.Name };
    }

    private void Add(TableInfo table, ColumnChange.Add add)
    {
        var definition = add.Column;
        if (table.Columns.Any(c => c.Name == definition.Name))
        {
            if (add.IfNotExists)
                return;
            throw SqlErrors.ColumnExists(definition.Name);
        }

        if (definition.NotNull || definition.Type is not { } type)
            throw SqlErrors.Unsupported(Run.Text, definition.Position, "ALTER TABLE … ADD a NOT NULL or untyped column");
        var column = Catalog.Tables.AddColumn(table, Column(definition, type));
        // Rows that are there already get the default too.
        if (column.Default is not null)
            Run.Run($"UPDATE {table.Physical} SET {column.Physical} = {new Translator(Run.Translation).Default(column)}");
    }

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
