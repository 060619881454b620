using System.Collections.Immutable;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary>Statements on users' functions.</summary>
internal sealed class FunctionCommands(StatementRun run) : CommandGroup(run)
{
    /// <summary>Creates a function whose body has been checked.</summary>
    public ResultTable Create(Statement.CreateFunction statement)
    {
        var name = Complete(statement.Function);
        if (!Catalog.Schemas.Exists(name.Database!, name.Schema!))
            throw SqlErrors.ObjectMissing("Schema", new SqlIdentifier(name.Database!, name.Schema!).ToString());
        if (Find(name, statement.Parameters.Select(p => p.Type)) is { } existing)
        {
            if (statement.IfNotExists)
                return AlreadyExists(name.Name);
            if (!statement.OrReplace)
                throw SqlErrors.ObjectExists(name.ToString());
            Catalog.Functions.Drop(existing);
        }

        Catalog.Functions.Create(new(
            0, name.Database!, name.Schema!, name.Name, Run.Now, statement.Comment, statement.Parameters, statement.Returns, statement.Body,
            statement.IsStrict, statement.IsSecure));
        return Created(ObjectKind.Function, name.Name);
    }

    public ResultTable Drop(Statement.DropFunction statement)
    {
        var name = Complete(statement.Function);
        if (Find(name, statement.Types) is not { } function)
            return statement.IfExists ? AlreadyDropped(name.Name) : throw Missing(name, statement.Types);
        Catalog.Functions.Drop(function);
        return Dropped(name.Name);
    }

    public ResultTable Describe(Statement.DescribeFunction statement)
    {
        var name = Complete(statement.Function);
        var function = Find(name, statement.Types) ?? throw Missing(name, statement.Types);
        return new([new("property", "TEXT"), new("value", "TEXT")],
        [
            ["signature", $"({string.Join(", ", function.Parameters.Select(p => $"{Display(p.Name)} {FunctionInfo.KindName(p.Type)}"))})"],
            ["returns", function.Returns.ToString()],
            ["language", "SQL"],
            ["null handling", function.IsStrict ? "RETURNS NULL ON NULL INPUT" : "CALLED ON NULL INPUT"],
            ["body", function.Body],
        ]);
    }

    private FunctionInfo? Find(SqlIdentifier name, IEnumerable<SqlType> types)
    {
        var signature = FunctionInfo.SignatureOf(name.Name, types);
        return Catalog.Functions.Find(name).FirstOrDefault(f => f.Signature == signature);
    }

    private static LocalSqlException Missing(SqlIdentifier name, ImmutableArray<SqlType> types) =>
        SqlErrors.ObjectMissing("Function", FunctionInfo.SignatureOf(name.ToString(), types));
}
