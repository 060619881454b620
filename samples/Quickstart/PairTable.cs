using System.Buffers;
using System.Text;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Samples.Quickstart;

/// <summary>A table of pairs: ID, PROMPT, COMPLETION.</summary>
internal sealed class PairTable(ISqlExecutor executor, SqlIdentifier name)
{
    private const int BatchSize = 2000;

    public SqlIdentifier Name => name;

    /// <summary>Fills the table, unless an earlier run did.</summary>
    public async Task FillAsync(IReadOnlyList<Pair> pairs, CancellationToken cancellationToken)
    {
        await executor.ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE IF NOT EXISTS {name} (ID NUMBER, PROMPT VARCHAR, COMPLETION VARCHAR)"),
            cancellationToken: cancellationToken);
        var there = await executor.QueryScalarAsync<int>(SqlStatement.Create($"SELECT COUNT(*) FROM {name}"), cancellationToken: cancellationToken);
        if (there == pairs.Count)
            return;
        if (there > 0)
            await executor.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM {name}"), cancellationToken: cancellationToken);
        var id = 0;
        foreach (var batch in pairs.Chunk(BatchSize))
        {
            // Many rows go as one bound JSON text: it works on every executor, and no value is ever SQL.
            var rows = ToJson(batch, ref id);
            await executor.ExecuteNonQueryAsync(
                SqlStatement.Create(
                    $"INSERT INTO {name} (ID, PROMPT, COMPLETION) SELECT f.VALUE[0]::NUMBER, f.VALUE[1]::VARCHAR, f.VALUE[2]::VARCHAR FROM "
                    + $"TABLE(FLATTEN(INPUT => PARSE_JSON({rows}))) f"),
                cancellationToken: cancellationToken);
        }
    }

    private static string ToJson(Pair[] pairs, ref int id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var pair in pairs)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(id++);
                writer.WriteStringValue(pair.Prompt);
                writer.WriteStringValue(pair.Completion);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
