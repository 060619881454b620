using CortexSharp.Local.Cortex.Access;
using CortexSharp.Local.Models;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>The tuned models of the file.</summary>
/// <param name="tables">Where they are.</param>
internal sealed class ModelRegistry(CortexTables tables)
{
    private const string IsNamed = " WHERE database_name = $database AND schema_name = $schema AND name = $name";

    private readonly ModelCache _loaded = new();

    /// <summary>All models, ordered by database, schema and name as Snowflake does.</summary>
    public IReadOnlyList<RegisteredModel> List() => Read("ORDER BY database_name, schema_name, name");

    /// <summary>What <c>SHOW MODELS</c> tells of one model; null when there is none.</summary>
    /// <param name="name">The full name.</param>
    public RegisteredModel? Describe(SqlIdentifier name) => Read(IsNamed, Parameters(name)).SingleOrDefault();

    /// <summary>Drops a model with its tags.</summary>
    /// <param name="name">The full name.</param>
    /// <returns>Whether there was such a model.</returns>
    public bool Drop(SqlIdentifier name)
    {
        var dropped = tables.Use(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using var command = CortexTables.Command(connection, $"""
                DELETE FROM "_cortexsharp_model_tags" WHERE model_id = (SELECT id FROM "_cortexsharp_models"{IsNamed});
                DELETE FROM "_cortexsharp_models"{IsNamed} RETURNING id
                """, Parameters(name));
            command.Transaction = transaction;
            var id = (long?)command.ExecuteScalar();
            AccessControl.Forget(connection, Securable(name));
            transaction.Commit();
            return id;
        });
        if (dropped is { } id)
            _loaded.Remove(id);
        return dropped is not null;
    }

    /// <summary>Gives a model another name, in the same schema or another.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="to">The full name it shall have.</param>
    /// <returns>False when a model of that name is there already.</returns>
    public bool TryRename(SqlIdentifier name, SqlIdentifier to) => tables.Use(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = CortexTables.Command(connection,
            $"""UPDATE OR IGNORE "_cortexsharp_models" SET database_name = $toDatabase, schema_name = $toSchema, name = $toName{IsNamed}""",
            [.. Parameters(name), ("$toDatabase", to.Database), ("$toSchema", to.Schema), ("$toName", to.Name)]);
        command.Transaction = transaction;
        var renamed = command.ExecuteNonQuery() == 1;
        if (renamed)
            AccessControl.Renamed(connection, Securable(name), Securable(to));
        transaction.Commit();
        return renamed;
    });

    /// <summary>Notes who owns a model.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="owner">The role.</param>
    public void SetOwner(SqlIdentifier name, string owner) =>
        tables.Change($"""UPDATE "_cortexsharp_models" SET owner = $owner{IsNamed}""", [.. Parameters(name), ("$owner", owner)]);

    /// <summary>Sets a model's comment.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="comment">The comment.</param>
    public void SetComment(SqlIdentifier name, string comment) =>
        tables.Change($"""UPDATE "_cortexsharp_models" SET comment = $comment{IsNamed}""", [.. Parameters(name), ("$comment", comment)]);

    /// <summary>Sets a tag of a model, or takes it away.</summary>
    /// <param name="name">The model's full name.</param>
    /// <param name="tag">The tag's full name.</param>
    /// <param name="value">The value; null to take the tag away.</param>
    public void SetTag(SqlIdentifier name, SqlIdentifier tag, string? value) => tables.Change(
        value is null
            ? $"""DELETE FROM "_cortexsharp_model_tags" WHERE name = $tag AND model_id = (SELECT id FROM "_cortexsharp_models"{IsNamed})"""
            : $"""INSERT OR REPLACE INTO "_cortexsharp_model_tags" SELECT id, $tag, $value FROM "_cortexsharp_models"{IsNamed}""",
        [.. Parameters(name), ("$tag", tag.ToString()), ("$value", value)]);

    /// <summary>The value of a model's tag; null when it has none.</summary>
    /// <param name="name">The model's full name.</param>
    /// <param name="tag">The tag's full name.</param>
    public string? Tag(SqlIdentifier name, SqlIdentifier tag) => tables.Read(
        $"""SELECT value FROM "_cortexsharp_model_tags" WHERE name = $tag AND model_id = (SELECT id FROM "_cortexsharp_models"{IsNamed})""",
        static row => row.GetString(0), [.. Parameters(name), ("$tag", tag.ToString())]).SingleOrDefault();

    /// <summary>The model of this name, ready to answer; null when there is none.</summary>
    /// <param name="name">The full name.</param>
    /// <remarks>The name is looked up each time, so a model that another process drops or replaces is noticed at the next statement.</remarks>
    /// <exception cref="InvalidDataException">The stored model is damaged.</exception>
    public (ILanguageModel Model, string BaseModel)? Find(SqlIdentifier name)
    {
        var found = tables.Read(
            $"""SELECT id, base_model FROM "_cortexsharp_models"{IsNamed}""", static row => (Id: row.GetInt64(0), BaseModel: row.GetString(1)),
            Parameters(name));
        return found is [var (id, baseModel)] && _loaded.GetOrLoad(id, Load) is { } model ? (model, baseModel) : null;
    }

    /// <summary>Adds a tuned model inside a transaction of the caller's.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="name">The name wished for.</param>
    /// <param name="baseModel">The base model.</param>
    /// <param name="owner">The role that owns it.</param>
    /// <param name="createdOn">The time.</param>
    /// <param name="content">The stored model.</param>
    /// <returns>The name given: as Snowflake does, a later model of a taken name gets a suffix (Snowflake's page FINETUNE ('CREATE')).</returns>
    public static SqlIdentifier Add(
        SqliteTransaction transaction, SqlIdentifier name, string baseModel, string owner, DateTimeOffset createdOn, byte[] content)
    {
        for (var suffix = 0; ; suffix++)
        {
            var candidate = suffix == 0 ? name : new SqlIdentifier(name.Database!, name.Schema!, $"{name.Name}_{suffix}");
            using var command = CortexTables.Command(transaction.Connection!, """
                INSERT INTO "_cortexsharp_models" (database_name, schema_name, name, model_type, base_model, owner, comment, created_on, content)
                VALUES ($database, $schema, $name, 'CORTEX_FINETUNED', $base, $owner, '', $created, $content) ON CONFLICT DO NOTHING
                """,
                [
                    .. Parameters(candidate), ("$base", baseModel), ("$owner", owner), ("$created", createdOn.ToUnixTimeMilliseconds()),
                    ("$content", content),
                ]);
            command.Transaction = transaction;
            if (command.ExecuteNonQuery() == 0)
                continue;
            AccessControl.Created(transaction.Connection!, Securable(candidate), owner, createdOn.ToUnixTimeMilliseconds());
            return candidate;
        }
    }

    private List<RegisteredModel> Read(string condition, params (string Name, object? Value)[] parameters) => tables.Read(
        $"""SELECT created_on, name, model_type, database_name, schema_name, owner, comment FROM "_cortexsharp_models" {condition}""",
        static row => new RegisteredModel(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2),
            row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)),
        parameters);

    private ILanguageModel? Load(long id)
    {
        var found =
            tables.Read("""SELECT content FROM "_cortexsharp_models" WHERE id = $id""", static row => row.GetFieldValue<byte[]>(0), ("$id", id));
        if (found is not [var content])
            return null;
        using var stream = new MemoryStream(content, writable: false);
        return TunedModelFile.Load(stream);
    }

    private static Securable Securable(SqlIdentifier name) => new("MODEL", name);

    private static (string Name, object? Value)[] Parameters(SqlIdentifier name) =>
        [("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name)];
}
