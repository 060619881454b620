using System.Globalization;
using System.Runtime.CompilerServices;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine;

/// <summary>Runs the training query of a fine-tuning job, wrapped as Snowflake wraps it.</summary>
internal sealed class TrainingDataReader(SqlEngine engine) : ITrainingDataReader
{
    public async IAsyncEnumerable<(string? Prompt, string? Completion)> ReadAsync(
        string query, CallContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = $"SELECT \"PROMPT\", \"COMPLETION\" FROM ({query})";
        var result = await engine.ExecuteAsync(text, [], context, cancellationToken).ConfigureAwait(false);
        if (result.Table is { } table)
        {
            foreach (var row in table.Rows)
                yield return Pair(row, result.Columns);
            yield break;
        }

        var stream = result.Stream!;
        await using (stream.ConfigureAwait(false))
        {
            var rows = stream.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (rows.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await rows.MoveNextAsync().ConfigureAwait(false))
                            yield break;
                    }
                    catch (SqliteException e)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        throw SqliteErrors.Translate(e);
                    }

                    yield return Pair(rows.Current, result.Columns);
                }
            }
        }
    }

    private static (string?, string?) Pair(object?[] row, IReadOnlyList<SqlColumn> columns) => (Text(row[0], columns[0]), Text(row[1], columns[1]));

    /// <summary>A value as Snowflake casts it to VARCHAR, so that what is learned is what a query compares it with.</summary>
    private static string? Text(object? value, SqlColumn column) => value switch
    {
        bool truth => truth ? "true" : "false",
        DateTime date when column.TypeName is "DATE" => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
