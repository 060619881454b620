using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary><c>SHOW MODELS</c> and <c>DROP MODEL</c>.</summary>
internal static class ModelCommands
{
    private static readonly SqlColumn[] Columns =
    [
        new("created_on", "TIMESTAMP_LTZ"),
        .. new[] { "name", "model_type", "database_name", "schema_name", "owner", "comment", "versions", "default_version_name", "aliases" }.Select(n => new SqlColumn(n, "TEXT")),
    ];

    public static async Task<ResultTable> ShowAsync(Statement.Show show, SessionContext session, IModelRegistry models, CancellationToken cancellationToken)
    {
        var all = await models.ListAsync(cancellationToken).ConfigureAwait(false);
        return new(Columns, [.. all
            .Where(m => ShowFilter.Matches(show, session, m.Database, m.Schema, m.Name))
            .Select(m => new object?[] { m.CreatedOn, m.Name, m.ModelType, m.Database, m.Schema, m.Owner, m.Comment, "[\"V1\"]", "V1", "{\"DEFAULT\":\"V1\",\"FIRST\":\"V1\",\"LAST\":\"V1\"}" })]);
    }

    public static async Task<ResultTable> DropAsync(Statement.DropModel drop, SessionContext session, IModelRegistry models, CancellationToken cancellationToken)
    {
        var name = drop.Model.Within(session.Database, session.Schema);
        var dropped = await models.DropAsync(name.Database!, name.Schema!, name.Name, cancellationToken).ConfigureAwait(false);
        if (!dropped && !drop.IfExists)
            throw SqlErrors.ObjectMissing("Model", name.ToString());
        var shown = new SqlIdentifier(name.Name);
        return ResultTable.Status(dropped ? $"{shown} successfully dropped." : $"Drop statement executed successfully ({shown} already dropped).");
    }
}
