using CortexSharp.Local.Models;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>The tuned models of the file.</summary>
/// <param name="tables">Where they are.</param>
internal sealed class ModelRegistry(CortexTables tables) : IModelRegistry
{
    private readonly ModelCache _loaded = new();

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(tables.Use<IReadOnlyList<RegisteredModel>>(static connection =>
        {
            using var command = CortexTables.Command(connection, """
                SELECT created_on, name, model_type, database_name, schema_name, owner, comment FROM "_cortexsharp_models"
                ORDER BY database_name, schema_name, name
                """);
            using var reader = command.ExecuteReader();
            var models = new List<RegisteredModel>();
            while (reader.Read())
            {
                models.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2),
                    reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6)));
            }

            return models;
        }));
    }

    /// <inheritdoc/>
    public Task<bool> DropAsync(string database, string schema, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var dropped = tables.Use(connection =>
        {
            using var command = CortexTables.Command(connection, """
                DELETE FROM "_cortexsharp_models" WHERE database_name = $database AND schema_name = $schema AND name = $name RETURNING id
                """, ("$database", database), ("$schema", schema), ("$name", name));
            return (long?)command.ExecuteScalar();
        });
        if (dropped is { } id)
            _loaded.Remove(id);
        return Task.FromResult(dropped is not null);
    }

    /// <summary>The model of this name, ready to answer; null when there is none.</summary>
    /// <param name="name">The full name.</param>
    /// <remarks>The name is looked up each time, so a model that another process drops or replaces is noticed at the next statement.</remarks>
    /// <exception cref="InvalidDataException">The stored model is damaged.</exception>
    public ILanguageModel? Find(SqlIdentifier name)
    {
        var id = tables.Use(connection =>
        {
            using var command = CortexTables.Command(connection, """
                SELECT id FROM "_cortexsharp_models" WHERE database_name = $database AND schema_name = $schema AND name = $name
                """, ("$database", name.Database), ("$schema", name.Schema), ("$name", name.Name));
            return (long?)command.ExecuteScalar();
        });
        return id is null ? null : _loaded.GetOrLoad(id.Value, Load);
    }

    /// <summary>Adds a tuned model inside a transaction of the caller's.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="name">The name wished for.</param>
    /// <param name="baseModel">The base model.</param>
    /// <param name="createdOn">The time.</param>
    /// <param name="content">The stored model.</param>
    /// <returns>The name given: as Snowflake does, a later model of a taken name gets a suffix (Snowflake's page FINETUNE ('CREATE')).</returns>
    public static SqlIdentifier Add(SqliteTransaction transaction, SqlIdentifier name, string baseModel, DateTimeOffset createdOn, byte[] content)
    {
        for (var suffix = 0; ; suffix++)
        {
            var candidate = suffix == 0 ? name : new SqlIdentifier(name.Database!, name.Schema!, $"{name.Name}_{suffix}");
            using var command = CortexTables.Command(transaction.Connection!, """
                INSERT INTO "_cortexsharp_models" (database_name, schema_name, name, model_type, base_model, owner, comment, created_on, content)
                VALUES ($database, $schema, $name, 'CORTEX_FINETUNED', $base, 'LOCAL', '', $created, $content) ON CONFLICT DO NOTHING
                """,
                ("$database", candidate.Database), ("$schema", candidate.Schema), ("$name", candidate.Name), ("$base", baseModel),
                ("$created", createdOn.ToUnixTimeMilliseconds()), ("$content", content));
            command.Transaction = transaction;
            if (command.ExecuteNonQuery() == 1)
                return candidate;
        }
    }

    private ILanguageModel? Load(long id)
    {
        var content = tables.Use(connection =>
        {
            using var command = CortexTables.Command(connection, """SELECT content FROM "_cortexsharp_models" WHERE id = $id""", ("$id", id));
            return (byte[]?)command.ExecuteScalar();
        });
        if (content is null)
            return null;
        using var stream = new MemoryStream(content, writable: false);
        return TunedModelFile.Load(stream);
    }
}
