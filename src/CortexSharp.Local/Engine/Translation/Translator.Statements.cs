using System.Collections.Immutable;
using System.Globalization;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Whole statements: INSERT, UPDATE, DELETE, TRUNCATE.</content>
internal sealed partial class Translator
{
    private const string Inserted = "number of rows inserted";
    private const string Updated = "number of rows updated";
    private const string MultiJoined = "number of multi-joined rows updated";
    private const string Deleted = "number of rows deleted";

    /// <summary>Translates a statement.</summary>
    public static Plan Translate(TranslationInput input, Statement statement)
    {
        var translator = new Translator(input);
        switch (statement)
        {
            case Statement.Select select:
                var query = translator.Query(select.Query);
                return new Plan.Read(translator.Stages, query);
            // What is there already is left alone, so nothing of the rest is looked at, and no model asked.
            case Statement.CreateTable { IfNotExists: true, Table: var name } when translator.Exists(name):
            case Statement.CreateView { IfNotExists: true, View: var view } when translator.Exists(view):
                return new Plan.Command(statement);
            case Statement.CreateTable { Source: { } source } create:
                var table = translator.Query(source);
                return new Plan.CreateAs(translator.Stages, create, table);
            case Statement.CreateView create:
                return translator.Define(create);
            case Statement.CreateFunction create:
                return translator.Define(create);
            case Statement.Insert insert:
                return translator.Change(translator.Insert(insert));
            case Statement.Update update:
                return translator.Change(translator.Update(update));
            case Statement.Delete delete:
                return translator.Change(translator.Delete(delete));
            case Statement.Merge merge:
                var (steps, tables) = translator.Merge(merge);
                return new Plan.Change(translator.Stages, steps, tables);
            default:
                return new Plan.Command(statement);
        }
    }

    private Plan.Change Change(ImmutableArray<ChangeStep> steps) => new(Stages, steps, []);

    /// <summary>The table that a statement changes.</summary>
    private TableInfo Target(ObjectName name, params ReadOnlySpan<string> privileges)
    {
        var full = Complete(name);
        var table = input.Catalog.Find(full) switch
        {
            TableInfo found => found,
            { } other => throw SqlErrors.OfOtherKind(other.FullName, ObjectKind.View, ObjectKind.Table),
            null => throw SqlErrors.ObjectMissing("Object", full.ToString()),
        };
        foreach (var privilege in privileges)
            Session.Access.Require(new("TABLE", full), privilege, "Object");
        return table;
    }

    private bool Exists(ObjectName name) => input.Catalog.Find(Complete(name)) is not null;

    private ColumnInfo Column(TableInfo table, string name, int position) =>
        table.Columns.FirstOrDefault(c => c.Name == name) ?? throw SqlErrors.InvalidIdentifier(Text, position, name);

    private ImmutableArray<ColumnInfo> Targets(TableInfo table, ImmutableArray<string> names, int position)
    {
        if (names.IsEmpty)
            return table.Columns;
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw SqlErrors.InvalidArgument(Text, position, $"duplicate column name '{twice.Key}'");
        return [.. names.Select(n => Column(table, n, position))];
    }

    /// <summary>A value as a column stores it.</summary>
    private static string Assigned(TypedSql value, ColumnInfo column)
    {
        // Snowflake casts on the way into a column, but never text or numbers to semi-structured types.
        var cast = column.Type.IsSemiStructured && !value.Type.IsSemiStructured && value.Type.Kind is not SqlTypeKind.Null
            ? null
            : Coercion.Cast(value, column.Type);
        return Stored(cast ?? throw SqlErrors.TypeMismatch(column.Name, column.Type.ToString(), value.Type.ToString()));
    }

    /// <summary>The default of a column, as it stores it.</summary>
    public string Default(ColumnInfo column) => column.Default is null
        ? "NULL"
        : Assigned(new Translator(input with { Text = column.Default }).Expression(Parser.ParseExpression(column.Default), new Scope(null)), column);

    private ImmutableArray<ChangeStep> Insert(Statement.Insert insert)
    {
        var table = Target(insert.Table, insert.Overwrite ? [Privilege.Insert, Privilege.Delete] : [Privilege.Insert]);
        var targets = Targets(table, insert.Columns, insert.Table.Position);
        var defaults = table.Columns.Where(c => c.Default is not null && !targets.Contains(c)).ToArray();
        var into = $"INSERT INTO {table.Physical} ({string.Join(", ", targets.Concat(defaults).Select(c => c.Physical))})";
        string sql;
        if (insert.Source is { IsBare: true, Body: QueryBody.Values values })
        {
            var rows = values.Rows.Select(row =>
            {
                CheckCount(row.Length, targets.Length);
                return $"({string.Join(", ", row.Select((e, i) => Value(e, targets[i])).Concat(defaults.Select(Default)))})";
            });
            sql = $"{into} VALUES {string.Join(", ", rows)}";
        }
        else
        {
            var query = Query(insert.Source);
            CheckCount(query.Columns.Length, targets.Length);
            var alias = NewName('s');
            var items =
                query.Columns.Select((c, i) => Assigned(new($"{alias}.{ColumnName(i)}", c.Type, c.Type.Kind is SqlTypeKind.Number), targets[i]));
            sql = $"{into} SELECT {string.Join(", ", items.Concat(defaults.Select(Default)))} FROM ({query.Sql}) AS {alias}";
        }

        var step = new ChangeStep(ChangeStepKind.Change, sql, Inserted);
        return insert.Overwrite ? [new(ChangeStepKind.Setup, $"DELETE FROM {table.Physical}"), step] : [step];

        string Value(Expr expression, ColumnInfo column)
        {
            if (IsDefault(expression))
                return Default(column);
            var value = Expression(expression, new Scope(null));
            return value.Type.IsSemiStructured
                ? throw new LocalSqlException(
                    2014, "22000", $"SQL compilation error:\nInvalid expression [{Text[expression.Position..].Split(',', ')')[0]}] in VALUES clause")
                : Assigned(value, column);
        }
    }

    /// <summary><c>DEFAULT</c> is a name to the parser; here it means the column's default.</summary>
    private static bool IsDefault(Expr expression) => expression is Expr.Name { Parts: ["DEFAULT"] };

    private static void CheckCount(int actual, int expected)
    {
        if (actual != expected)
            throw SqlErrors.WrongValueCount(expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The scope in which a target table's rows are seen under an alias.</summary>
    private static Scope TargetScope(TableInfo table, string? name, string alias)
    {
        var scope = new Scope(null);
        scope.Sources.Add(
            new(
                name ?? table.Name, name is null ? [table.Database, table.Schema] : [],
                [.. table.Columns.Select(c => new SourceColumn(c.Name, new($"{alias}.{c.Physical}", c.Type)))]));
        return scope;
    }

    private string Assignments(TableInfo table, ImmutableArray<Assignment> assignments, Scope scope)
    {
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        return string.Join(", ", assignments.Select(a =>
        {
            var column = Column(table, a.Column, a.Position);
            if (!assigned.Add(column.Name))
                throw SqlErrors.InvalidArgument(Text, a.Position, $"duplicate column name '{column.Name}'");
            return $"{column.Physical} = {(IsDefault(a.Value) ? Default(column) : Assigned(Expression(a.Value, scope), column))}";
        }));
    }

    private ImmutableArray<ChangeStep> Update(Statement.Update update)
    {
        var table = Target(update.Table, Privilege.Update);
        var alias = NewName('s');
        var scope = TargetScope(table, update.Alias, alias);
        var from = update.From is null ? default : From(update.From, scope);
        var set = Assignments(table, update.Assignments, scope);
        var where = And([from.Condition, update.Where is null ? null : Condition(update.Where, scope)]) is { } condition ? " WHERE " + condition : "";
        var change = new ChangeStep(
            ChangeStepKind.Change, $"UPDATE {table.Physical} AS {alias} SET {set}{(from.Sql is null ? "" : " FROM " + from.Sql)}{where}", Updated);
        // Counted before the change, which may make rows match no more.
        var multiple = new ChangeStep(
            ChangeStepKind.Report,
            from.Sql is null
                ? "SELECT 0"
                : $"SELECT count(*) FROM (SELECT 1 FROM {table.Physical} AS {alias} JOIN {from.Sql}{where} GROUP BY {alias}.rowid HAVING count(*) "
                    + "> 1)",
            MultiJoined);
        return [multiple, change];
    }

    private ImmutableArray<ChangeStep> Delete(Statement.Delete delete)
    {
        var table = Target(delete.Table, Privilege.Delete);
        var alias = NewName('s');
        var scope = TargetScope(table, delete.Alias, alias);
        var from = delete.Using is null ? default : From(delete.Using, scope);
        var condition = And([from.Condition, delete.Where is null ? null : Condition(delete.Where, scope)]);
        var where = from.Sql is not null
            ? $" WHERE EXISTS (SELECT 1 FROM {from.Sql}{(condition is null ? "" : " WHERE " + condition)})"
            : condition is null ? "" : " WHERE " + condition;
        return [new(ChangeStepKind.Change, $"DELETE FROM {table.Physical} AS {alias}{where}", Deleted)];
    }
}
