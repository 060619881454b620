using System.Text;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Writes down where snapshots come from, once each.</summary>
internal sealed class SnapshotLineage(ISqlExecutor executor, SqlExecutionOptions options)
{
    private const string TableName = "CORTEXSHARP_SNAPSHOTS";

    public async Task WriteAsync(
        SqlIdentifier name, TrainingSnapshot snapshot, TrainingDataRequest request, long trainHash, long? validHash, string? queryId,
        CancellationToken cancellationToken)
    {
        var table = new SqlIdentifier(name.Database!, name.Schema!, TableName);
        await RunAsync(SqlStatement.Create(
            $"""
            CREATE TABLE IF NOT EXISTS {table} (NAME VARCHAR NOT NULL, HASH VARCHAR NOT NULL, TRAIN_TABLE VARCHAR, VALIDATION_TABLE VARCHAR,
              TRAIN_ROWS NUMBER, VALIDATION_ROWS NUMBER,
              TRAIN_SHA256 VARCHAR, VALIDATION_SHA256 VARCHAR, TRAIN_HASH_AGG NUMBER, VALIDATION_HASH_AGG NUMBER, SOURCE VARCHAR, OPTIONS VARCHAR,
              READERS VARCHAR, QUERY_ID VARCHAR,
              LIBRARY_VERSION VARCHAR, CREATED_AT TIMESTAMP_LTZ)
            """), cancellationToken).ConfigureAwait(false);
        var readers = await ReadersAsync(snapshot.TrainTable, cancellationToken).ConfigureAwait(false);
        // Snowflake runs INSERTs in parallel and enforces no key; a MERGE waits for the one before it.
        await RunAsync(SqlStatement.Create(
            $"""
            MERGE INTO {table} t USING (SELECT {name.Name} AS NAME, {snapshot.Hash} AS HASH) s ON t.NAME = s.NAME AND t.HASH = s.HASH
            WHEN NOT MATCHED THEN INSERT (NAME, HASH, TRAIN_TABLE, VALIDATION_TABLE, TRAIN_ROWS, VALIDATION_ROWS, TRAIN_SHA256, VALIDATION_SHA256,
              TRAIN_HASH_AGG, VALIDATION_HASH_AGG,
              SOURCE, OPTIONS, READERS, QUERY_ID, LIBRARY_VERSION, CREATED_AT)
            VALUES (s.NAME, s.HASH, {snapshot.TrainTable.ToSql()}, {SqlBind.Of(snapshot.ValidationTable?.ToSql())}, {snapshot.TrainRows},
              {snapshot.ValidationRows}, {snapshot.TrainSha256},
              {SqlBind.Of(snapshot.ValidationSha256)}, {trainHash}, {SqlBind.Of(validHash)}, {request.Source.WithBindsAsLiterals().Text},
              {OptionsOf(request)}, {SqlBind.Of(readers)}, {SqlBind.Of(queryId)},
              {typeof(SnapshotLineage).Assembly.GetName().Version!.ToString(3)}, CURRENT_TIMESTAMP())
            """), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The roles that can read a table, as far as one may see its grants.</summary>
    private async Task<string?> ReadersAsync(SqlIdentifier table, CancellationToken cancellationToken)
    {
        try
        {
            var roles = new SortedSet<string>(StringComparer.Ordinal);
            await foreach (var row in executor.QueryAsync(
                SqlStatement.Create($"SHOW GRANTS ON TABLE {table}"), options with { Effect = SqlEffect.Read },
                cancellationToken).ConfigureAwait(false))
            {
                if (row.GetOrDefault<string>("privilege") is "SELECT" or "OWNERSHIP" && row.GetOrDefault<string>("grantee_name") is { } role)
                    roles.Add(role);
            }

            return string.Join(", ", roles);
        }
        catch (CortexException e) when (!e.IsTransient)
        {
            return null;
        }
    }

    private static string OptionsOf(TrainingDataRequest request)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("key", request.KeyColumn);
            json.WriteString("prompt", request.PromptTemplate ?? request.PromptColumn);
            json.WriteBoolean("template", request.PromptTemplate is not null);
            json.WriteString("completion", request.CompletionColumn);
            json.WriteString("group", request.GroupColumn);
            json.WriteString("validation", request.ValidationSource?.WithBindsAsLiterals().Text);
            json.WriteNumber("validation_share", request.ValidationShare);
            json.WriteBoolean("stratify", request.Stratify);
            json.WriteString("seed", request.Seed);
            json.WriteString("duplicates", request.Duplicates.ToString());
            json.WriteString("conflicts", request.Conflicts.ToString());
            json.WriteString("overlong", request.Overlong.ToString());
            json.WriteString("redaction", request.Redaction is { } redaction ? string.Join(", ", redaction.Kinds) : null);
            json.WriteNumber("redacted_names", request.Redaction?.Names.Count ?? 0);
            json.WriteBoolean("ai_redact", request.Redaction?.UseAiRedact ?? false);
            json.WriteString("ai_redact_over_limit", request.Redaction?.OverLimit.ToString());
            json.WriteString("token_counting", request.TokenCounting.ToString());
            json.WriteString("balance", request.Balance?.Mode.ToString());
            json.WriteNumber("balance_ratio", request.Balance?.MaxRatio ?? 0);
            json.WriteString("base_model", request.BaseModel.Name);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private Task<long> RunAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        executor.ExecuteNonQueryAsync(statement, options with { Effect = SqlEffect.Write }, cancellationToken);
}
