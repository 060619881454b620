using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>Statements on schemas and databases.</summary>
internal sealed class SchemaCommands(StatementRun run) : CommandGroup(run)
{
    public ResultTable Create(Statement.CreateSchema statement)
    {
        var (database, schema) = Names(statement.Kind, statement.Name, Run);
        var known = Catalog.Schemas.Find(database, schema);
        if (known is { IsDropped: false } && statement.IfNotExists)
            return AlreadyExists(schema ?? database);
        if (known is { IsDropped: false } && !statement.OrReplace)
            throw SqlErrors.ObjectExists(Full(database, schema));
        if (schema is not null && Catalog.Schemas.Find(database, null) is { IsDropped: true })
            throw SqlErrors.ObjectMissing("Database", Full(database, null));
        if (statement.OrReplace)
            Catalog.Clear(database, schema);
        if (schema is null)
            Catalog.Schemas.ForgetSchemas(database);
        Catalog.Schemas.Set(new(database, schema, Run.Now, statement.Comment, IsDropped: false));
        // A new database has this schema.
        if (schema is null)
            Catalog.Schemas.Set(new(database, "PUBLIC", Run.Now, null, IsDropped: false));
        return Created(statement.Kind, schema ?? database);
    }

    public ResultTable Drop(Statement.Drop statement)
    {
        var (database, schema) = Names(statement.Kind, statement.Name, Run);
        var known = Catalog.Schemas.Find(database, schema);
        var gone = known is { IsDropped: true } || (schema is not null && Catalog.Schemas.Find(database, null) is { IsDropped: true });
        if (gone || (known is null && !Holds(database, schema)))
        {
            return statement.IfExists
                ? AlreadyDropped(schema ?? database)
                : throw SqlErrors.ObjectMissing(Display(statement.Kind), Full(database, schema));
        }

        Catalog.Clear(database, schema);
        if (schema is null)
            Catalog.Schemas.ForgetSchemas(database);
        Catalog.Schemas.Set(new(database, schema, Run.Now, null, IsDropped: true));
        return Dropped(schema ?? database);
    }

    public ResultTable Comment(Statement.SetComment statement)
    {
        var (database, schema) = Names(statement.Kind, statement.Name, Run);
        var known = Catalog.Schemas.Find(database, schema);
        if (known is { IsDropped: true })
            return statement.IfExists ? Succeeded : throw SqlErrors.ObjectMissing(Display(statement.Kind), Full(database, schema));
        Catalog.Schemas.Set((known ?? new(database, schema, Run.Now, null, IsDropped: false)) with { Comment = statement.Text });
        return Succeeded;
    }

    /// <summary>The database, and the schema where a schema is meant.</summary>
    public static (string Database, string? Schema) Names(ObjectKind kind, ObjectName name, StatementRun run) => (kind, name.Parts) switch
    {
        (ObjectKind.Database, [var database]) => (database, null),
        (ObjectKind.Schema, [var database, var schema]) => (database, schema),
        (ObjectKind.Schema, [var schema]) => (run.Session.Database, schema),
        _ => throw SqlErrors.InvalidIdentifier(run.Text, name.Position, string.Join('.', name.Parts)),
    };

    private static string Full(string database, string? schema) =>
        (schema is null ? new SqlIdentifier(database) : new SqlIdentifier(database, schema)).ToString();

    /// <summary>Whether a schema that nobody created is there all the same: it is the request's, or something lies in it.</summary>
    private bool Holds(string database, string? schema) =>
        (database == Run.Session.Database && (schema is null || schema == Run.Session.Schema)) ||
        SchemaList.Of(Catalog, Run).Any(s => s.Database == database && (schema is null || s.Schema == schema));
}
