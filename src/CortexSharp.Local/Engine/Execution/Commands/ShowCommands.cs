using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution.Commands;

/// <summary><c>SHOW</c> of what is in the catalog.</summary>
internal sealed class ShowCommands(StatementRun run) : CommandGroup(run)
{
    public ResultTable Show(Statement.Show show) => show.Kind switch
    {
        "TABLES" =>
            Table(show, ["created_on", "name", "kind", "database_name", "schema_name", "comment", "rows", "owner", "retention_time"], Tables(show)),
        "VIEWS" => Table(
            show, ["created_on", "name", "kind", "database_name", "schema_name", "owner", "comment", "text", "is_secure", "is_materialized"],
            Views(show)),
        "SCHEMAS" => Table(
            show, ["created_on", "name", "kind", "database_name", "schema_name", "is_default", "is_current", "owner", "comment", "retention_time"],
            Schemas(show)),
        "DATABASES" => Table(
            show, ["created_on", "name", "kind", "database_name", "schema_name", "is_default", "is_current", "owner", "comment", "retention_time"],
            Databases(show)),
        "USER FUNCTIONS" => Table(
            show,
            [
                "created_on", "name", "schema_name", "is_builtin", "is_aggregate", "min_num_arguments", "max_num_arguments", "arguments",
                "description", "catalog_name", "is_table_function", "is_secure", "language",
            ], Functions(show)),
        _ => throw SqlErrors.Unsupported(Run.Text, show.Position, "SHOW " + show.Kind),
    };

    private IEnumerable<object?[]> Tables(Statement.Show show) => Catalog.Tables.List()
        .Where(t => ShowFilter.Matches(show, Run.Session, t.Database, t.Schema, t.Name) && Sees("TABLE", t))
        .Select(t => new object?[]
        {
            Time(t.CreatedOn), t.Name, t.IsTransient ? "TRANSIENT" : "TABLE", t.Database, t.Schema, t.Comment ?? "",
            Run.Connection.Scalar($"SELECT count(*) FROM {t.Physical}"), Run.Session.Role, "0",
        });

    private IEnumerable<object?[]> Views(Statement.Show show) => Catalog.Views.List()
        .Where(v => ShowFilter.Matches(show, Run.Session, v.Database, v.Schema, v.Name) && Sees("VIEW", v))
        .Select(v =>
            new object?[]
            {
                Time(v.CreatedOn), v.Name, "VIEW", v.Database, v.Schema, Run.Session.Role, v.Comment ?? "", v.Text, Flag(v.IsSecure), "false",
            });

    private IEnumerable<object?[]> Schemas(Statement.Show show) => SchemaList.Of(Catalog, Run)
        .Where(s => s.Schema is not null && ShowFilter.IsNamed(show, s.Schema) && InDatabase(show, s.Database))
        .Select(s => new object?[]
        {
            Time(s.CreatedOn), s.Schema, null, s.Database, s.Schema, "N", YesNo((s.Database, s.Schema) == (Run.Session.Database, Run.Session.Schema)),
            Run.Session.Role, s.Comment ?? "", "0",
        });

    private IEnumerable<object?[]> Databases(Statement.Show show) => SchemaList.Of(Catalog, Run)
        .Where(s => s.Schema is null && ShowFilter.IsNamed(show, s.Database))
        .Select(s =>
            new object?[]
            {
                Time(s.CreatedOn), s.Database, "STANDARD", s.Database, null, "N", YesNo(s.Database == Run.Session.Database), Run.Session.Role,
                s.Comment ?? "", "0",
            });

    private IEnumerable<object?[]> Functions(Statement.Show show) => Catalog.Functions.List()
        .Where(f => ShowFilter.Matches(show, Run.Session, f.Database, f.Schema, f.Name))
        .Select(f => new object?[]
        {
            Time(f.CreatedOn), f.Name, f.Schema, "N", "N", (long)f.Required, (long)f.Parameters.Length,
            $"{f.Signature} RETURN {FunctionInfo.KindName(f.Returns)}",
            f.Comment ?? "user-defined function", f.Database, "N", YesNo(f.IsSecure), "SQL",
        });

    private bool Sees(string kind, CatalogObject found) => Run.Session.Access.Sees(new(kind, new(found.Database, found.Schema, found.Name)));

    private bool InDatabase(Statement.Show show, string database) => show switch
    {
        { ScopeKind: "ACCOUNT" } => true,
        { Scope: [var name] } => database == name,
        _ => database == Run.Session.Database,
    };

    private static ResultTable Table(Statement.Show show, string[] columns, IEnumerable<object?[]> rows)
    {
        // A terse answer has the first five columns only.
        var width = show.IsTerse ? 5 : columns.Length;
        return new(
            [.. columns[..width]
                .Select(c => new SqlColumn(
                    c, c switch { "created_on" => "TIMESTAMP_LTZ", "rows" or "min_num_arguments" or "max_num_arguments" => "FIXED", _ => "TEXT" }))],
            [.. rows.Where(r => show.Prefix is null || ((string)r[1]!).StartsWith(show.Prefix, StringComparison.Ordinal))
                .Take(show.Limit ?? int.MaxValue).Select(r => r[..width])]);
    }

    private static DateTimeOffset Time(long nanoseconds) => new(Timestamp.FromEpoch(nanoseconds).ToDateTime(DateTimeKind.Utc));

    private static string Flag(bool value) => value ? "true" : "false";

    private static string YesNo(bool value) => value ? "Y" : "N";
}
