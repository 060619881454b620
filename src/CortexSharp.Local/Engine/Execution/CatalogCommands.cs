using System.Collections.Immutable;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>DDL and what shows tables. Runs inside the statement's transaction.</summary>
internal sealed class CatalogCommands(StatementRun run)
{
    private readonly CatalogStore _catalog = new(run.Connection);

    /// <summary>Whether a statement only reads.</summary>
    public static bool IsReading(Statement statement) => statement is Statement.Show or Statement.DescribeTable;

    public ResultTable Execute(Statement statement) => statement switch
    {
        Statement.CreateTable create => Create(create),
        Statement.DropTable drop => Drop(drop),
        Statement.RenameTable rename => Rename(rename),
        Statement.AddColumn add => AddColumn(add),
        Statement.Truncate truncate => Truncate(truncate),
        Statement.DescribeTable describe => Describe(describe),
        Statement.Show show => Show(show),
        _ => throw SqlErrors.Unsupported(run.Text, statement.Position, statement.GetType().Name),
    };

    /// <summary>Creates a table from a query.</summary>
    public ResultTable CreateAs(Plan.CreateAs plan)
    {
        var statement = plan.Statement;
        var columns = plan.Query.Columns.Select((c, i) => new ColumnInfo(
            statement.Columns.IsEmpty ? c.Name : statement.Columns[i].Name, "", ColumnType(statement.Columns.IsEmpty ? null : statement.Columns[i].Type, c.Type), false, null)).ToImmutableArray();
        if (!statement.Columns.IsEmpty && statement.Columns.Length != plan.Query.Columns.Length)
            throw SqlErrors.WrongValueCount(Invariant(statement.Columns.Length), Invariant(plan.Query.Columns.Length));
        var name = Complete(statement.Table);
        var existing = _catalog.Find(name);
        if (existing is not null && statement.IfNotExists)
            return AlreadyExists(name);
        if (existing is not null && !statement.OrReplace)
            throw SqlErrors.ObjectExists(name.ToString());
        CheckNames(columns);
        var values = plan.Query.Columns.Select((c, i) => Coercion.Cast(new($"s.c{i + 1}", c.Type, Unchecked: c.Type.Kind is SqlTypeKind.Number), columns[i].Type) is { } value
            ? Translator.Stored(value)
            : throw SqlErrors.TypeMismatch(columns[i].Name, columns[i].Type.ToString(), c.Type.ToString()));
        // The query may read the table that is replaced, so the new one is filled before the old one goes.
        var staging = existing is null ? name : new SqlIdentifier(name.Database!, name.Schema!, "\u0001new");
        var table = _catalog.Create(staging, columns, run.Now);
        run.Run($"INSERT INTO {table.Physical} SELECT {string.Join(", ", values)} FROM ({plan.Query.Sql}) AS s");
        if (existing is not null)
        {
            _catalog.Drop(existing);
            _catalog.Rename(table, name);
        }

        return Created(name);
    }

    private static SqlType ColumnType(SqlType? declared, SqlType actual) => declared ?? actual switch
    {
        { Kind: SqlTypeKind.Null } => SqlType.Varchar,
        { Kind: SqlTypeKind.Varchar } => SqlType.Varchar,
        _ => actual,
    };

    private ResultTable Create(Statement.CreateTable statement)
    {
        var name = Complete(statement.Table);
        var existing = _catalog.Find(name);
        if (existing is not null && statement.IfNotExists)
            return AlreadyExists(name);
        if (existing is not null && !statement.OrReplace)
            throw SqlErrors.ObjectExists(name.ToString());
        var columns = statement.Like is { } like
            ? Existing(like).Columns
            : [.. statement.Columns.Select(c => new ColumnInfo(c.Name, "", c.Type!.Value, c.NotNull, c.Default))];
        CheckNames(columns);
        if (existing is not null)
            _catalog.Drop(existing);
        _catalog.Create(name, columns, run.Now);
        return Created(name);
    }

    private static void CheckNames(ImmutableArray<ColumnInfo> columns)
    {
        if (columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new LocalSqlException(2025, "42S21", $"SQL compilation error:\nduplicate column name '{twice.Key}'");
    }

    private static ResultTable Created(SqlIdentifier name) => ResultTable.Status($"Table {Display(name.Name)} successfully created.");

    private static ResultTable AlreadyExists(SqlIdentifier name) => ResultTable.Status($"{Display(name.Name)} already exists, statement succeeded.");

    private ResultTable Drop(Statement.DropTable statement)
    {
        var name = Complete(statement.Table);
        if (_catalog.Find(name) is { } table)
            _catalog.Drop(table);
        else if (!statement.IfExists)
            throw SqlErrors.ObjectMissing("Table", name.ToString());
        else
            return ResultTable.Status($"Drop statement executed successfully ({Display(name.Name)} already dropped).");
        return ResultTable.Status($"{Display(name.Name)} successfully dropped.");
    }

    private ResultTable Rename(Statement.RenameTable statement)
    {
        var target = Complete(statement.To);
        if (statement.IfExists && _catalog.Find(Complete(statement.Table)) is null)
            return ResultTable.Status("Statement executed successfully.");
        var table = Existing(statement.Table);
        if (_catalog.Find(target) is not null)
            throw SqlErrors.ObjectExists(target.ToString());
        _catalog.Rename(table, target);
        return ResultTable.Status("Statement executed successfully.");
    }

    private ResultTable AddColumn(Statement.AddColumn statement)
    {
        var table = Existing(statement.Table);
        var definition = statement.Column;
        if (table.Columns.Any(c => c.Name == definition.Name))
        {
            return statement.IfNotExists
                ? ResultTable.Status("Statement executed successfully.")
                : throw new LocalSqlException(1430, "42601", $"SQL compilation error:\ncolumn '{definition.Name}' already exists");
        }

        if (definition.NotNull || definition.Type is null)
            throw SqlErrors.Unsupported(run.Text, definition.Position, "adding a NOT NULL or untyped column");
        var column = new ColumnInfo(definition.Name, "", definition.Type.Value, false, definition.Default);
        var physical = _catalog.AddColumn(table, column);
        if (column.Default is not null)
        {
            // Rows that are there already get the default too.
            var none = new NoCortex();
            var input = new TranslationInput(run.Text, [], run.Session, _catalog, none, none);
            run.Run($"UPDATE {table.Physical} SET {physical} = {new Translator(input).Default(column)}");
        }

        return ResultTable.Status("Statement executed successfully.");
    }

    private ResultTable Truncate(Statement.Truncate statement)
    {
        if (!statement.IfExists || _catalog.Find(Complete(statement.Table)) is not null)
            run.Run($"DELETE FROM {Existing(statement.Table).Physical}");
        return ResultTable.Status("Statement executed successfully.");
    }

    private ResultTable Describe(Statement.DescribeTable statement) => new(
        [new("name", "TEXT"), new("type", "TEXT"), new("kind", "TEXT"), new("null?", "TEXT"), new("default", "TEXT"), new("primary key", "TEXT"), new("unique key", "TEXT")],
        [.. Existing(statement.Table).Columns.Select(c => new object?[] { c.Name, c.Type.ToString(), "COLUMN", c.NotNull ? "N" : "Y", c.Default, "N", "N" })]);

    private ResultTable Show(Statement.Show show) => new(
        [new("created_on", "TIMESTAMP_LTZ"), new("name", "TEXT"), new("database_name", "TEXT"), new("schema_name", "TEXT"), new("kind", "TEXT"), new("comment", "TEXT"), new("rows", "FIXED"), new("owner", "TEXT")],
        [.. _catalog.List()
            .Where(t => ShowFilter.Matches(show, run.Session, t.Database, t.Schema, t.Name) && run.Session.Access.Sees(new("TABLE", new(t.Database, t.Schema, t.Name))))
            .Select(t => new object?[]
            {
                new DateTimeOffset(Timestamp.FromEpoch(t.CreatedOn).ToDateTime(DateTimeKind.Utc)), t.Name, t.Database, t.Schema, "TABLE", "",
                run.Connection.Scalar($"SELECT count(*) FROM {t.Physical}"), run.Session.Role,
            })]);

    private SqlIdentifier Complete(ObjectName name) => name.Within(run.Session.Database, run.Session.Schema);

    private TableInfo Existing(ObjectName name) => _catalog.Find(Complete(name)) ?? throw SqlErrors.ObjectMissing("Table", Complete(name).ToString());

    private static string Display(string name) => new SqlIdentifier(name).ToString();

    private static string Invariant(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
