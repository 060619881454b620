using System.Text.Json;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>
/// Shows and changes models (Snowflake's pages SHOW MODELS, SHOW VERSIONS IN MODEL, SHOW CORTEX BASE MODELS, ALTER MODEL, DROP MODEL).
/// </summary>
/// <param name="session">The request.</param>
/// <param name="account">The models.</param>
internal sealed class ModelCommands(SessionContext session, Account account)
{
    // What Snowflake calls the one version of a tuned model is not documented.
    private const string Version = "V1";

    private const string BaseDatabase = "SNOWFLAKE";
    private const string BaseSchema = "MODELS";
    private const string BaseType = "CORTEX_BASE";

    private static readonly SqlColumn[] ModelColumns =
        Columns("name", "model_type", "database_name", "schema_name", "owner", "comment", "versions", "default_version_name", "aliases");

    private static readonly SqlColumn[] VersionColumns =
        Columns("name", "aliases", "database_name", "schema_name", "model_name", "is_default_version", "functions", "metadata", "user_data");

    private static readonly SqlColumn[] BaseColumns = Columns(
        "name", "model_type", "database_name", "schema_name", "owner", "lifecycle_status", "in_region_availability", "legacy_date", "eol_date",
        "cross_region_availability");

    public ResultTable Show(AccountStatement.ShowModels show) => new(ModelColumns,
        [.. account.Models.List()
            .Where(m => session.Access.Sees(Securable(new(m.Database, m.Schema, m.Name))))
            .Select(m => new object?[]
            {
                m.CreatedOn, m.Name, m.ModelType, m.Database, m.Schema, m.Owner, m.Comment, $"[\"{Version}\"]", Version,
                $$"""{"DEFAULT":"{{Version}}","FIRST":"{{Version}}","LAST":"{{Version}}"}""",
            })
            .Concat(account.BaseModels.All.Where(MayCall).Select(m => new object?[]
            {
                DateTimeOffset.UnixEpoch, BaseModelCatalog.ObjectName(m.Name), BaseType, BaseDatabase, BaseSchema, BaseDatabase, "", "[]", null, "{}",
            }))
            .Where(row => ShowFilter.Matches(show.Filter, session, (string)row[3]!, (string)row[4]!, (string)row[1]!))
            .OrderBy(row => (string)row[3]!, StringComparer.Ordinal).ThenBy(row => (string)row[4]!, StringComparer.Ordinal)
            .ThenBy(row => (string)row[1]!, StringComparer.Ordinal)]);

    /// <remarks>Without <c>IN SCHEMA SNOWFLAKE.MODELS</c> nothing is found while another database is current, as in Snowflake.</remarks>
    public ResultTable ShowBase(AccountStatement.ShowBaseModels show) => new(BaseColumns,
        [.. account.BaseModels.All
            .Where(MayCall)
            .Select(model => (Name: BaseModelCatalog.ObjectName(model.Name), Model: model))
            .Where(m =>
                ShowFilter.Matches(show.Filter, session, BaseDatabase, BaseSchema, m.Name)
                && m.Name.StartsWith(show.StartsWith ?? "", StringComparison.Ordinal))
            .Take(show.Limit ?? int.MaxValue)
            .Select(m => new object?[]
            {
                DateTimeOffset.UnixEpoch, m.Name, BaseType, BaseDatabase, BaseSchema, BaseDatabase, m.Model.LifecycleStatus,
                Array(account.BaseModels.RegionsOf(m.Model)), m.Model.LegacyDate, m.Model.EolDate, Array(m.Model.CrossRegions),
            })]);

    public ResultTable ShowVersions(AccountStatement.ShowVersions show)
    {
        var model = Existing(show.Model);
        var row = new object?[]
        {
            model.CreatedOn, Version, """["DEFAULT","FIRST","LAST"]""", model.Database, model.Schema, model.Name, true, "[]", "{}", "{}",
        };
        return new(VersionColumns, show.Pattern is null || LikeMatcher.IsMatch(Version, show.Pattern, null, ignoreCase: true) ? [row] : []);
    }

    public ResultTable Drop(AccountStatement.DropModel drop)
    {
        Existing(drop.Model, Privilege.Ownership);
        var name = Complete(drop.Model);
        if (!account.Models.Drop(name))
            throw Missing(name);
        return ResultTable.Status($"{new SqlIdentifier(name.Name)} successfully dropped.");
    }

    public ResultTable Rename(AccountStatement.RenameModel rename)
    {
        Existing(rename.Model, Privilege.Ownership);
        var target = Complete(rename.To);
        if (!session.Access.IsAdministrator)
            session.Access.RequireCreate("MODEL", target);
        return account.Models.TryRename(Complete(rename.Model), target) ? Done : throw SqlErrors.ObjectExists(target.ToString());
    }

    public ResultTable Comment(AccountStatement.CommentModel comment)
    {
        if (Find(comment.Model, comment.IfExists) is not null)
            account.Models.SetComment(Complete(comment.Model), comment.Comment);
        return Done;
    }

    public ResultTable Tag(AccountStatement.TagModel statement)
    {
        if (statement.Tags.FirstOrDefault(t => t.Value?.Length > MaxTagValue) is { Value: not null } tooLong)
        {
            throw new LocalSqlException(1008, "22023",
                $"SQL compilation error:\ninvalid value for tag '{string.Join('.', tooLong.Tag.Parts)}': it is longer than {MaxTagValue} characters");
        }

        if (Find(statement.Model, statement.IfExists) is not null)
        {
            foreach (var (tag, value) in statement.Tags)
                account.Models.SetTag(Complete(statement.Model), Complete(tag), value);
        }

        return Done;
    }

    private const int MaxTagValue = 256;

    private static ResultTable Done => ResultTable.Status("Statement executed successfully.");

    private RegisteredModel Existing(ObjectName name, string? privilege = null) => Find(name, ifExists: false, privilege)!;

    private RegisteredModel? Find(ObjectName name, bool ifExists, string? privilege = Privilege.Ownership)
    {
        var full = Complete(name);
        var model = account.Models.Describe(full);
        if (model is null)
            return ifExists ? null : throw Missing(full);
        if (privilege is not null)
            session.Access.Require(Securable(full), privilege, "Model");
        return session.Access.Sees(Securable(full)) ? model : throw Missing(full);
    }

    private bool MayCall(LocalBaseModel model) =>
        session.Access.MayCallBaseModel(BaseModelCatalog.ObjectName(model.Name)) || account.Parameters.Allows(model.Name);

    private static Securable Securable(SqlIdentifier model) => new("MODEL", model);

    private static LocalSqlException Missing(SqlIdentifier name) => SqlErrors.ObjectMissing("Model", name.ToString());

    private SqlIdentifier Complete(ObjectName name) => name.Within(session.Database, session.Schema);

    private static string? Array(IReadOnlyList<string> items) =>
        items.Count == 0 ? null : $"[{string.Join(",", items.Select(i => $"\"{JsonEncodedText.Encode(i)}\""))}]";

    private static SqlColumn[] Columns(params string[] names) =>
        [new("created_on", "TIMESTAMP_LTZ"), .. names.Select(n => new SqlColumn(n, n == "is_default_version" ? "BOOLEAN" : "TEXT"))];
}
