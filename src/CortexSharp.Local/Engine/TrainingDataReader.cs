using System.Globalization;
using System.Runtime.CompilerServices;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Execution;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine;

/// <summary>Runs the training query of a fine-tuning job, wrapped as Snowflake wraps it.</summary>
internal sealed class TrainingDataReader(SqlEngine engine) : ITrainingDataReader
{
    public async IAsyncEnumerable<(string? Prompt, string? Completion)> ReadAsync(string query, CallContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = $"SELECT \"PROMPT\", \"COMPLETION\" FROM ({query})";
        StatementResult result;
        try
        {
            result = await engine.ExecuteAsync(text, [], new(context.Database, context.Schema, "ACCOUNTADMIN", null), context, cancellationToken).ConfigureAwait(false);
        }
        catch (LocalSqlException e)
        {
            throw Failure(text, e, context);
        }

        if (result.Table is { } table)
        {
            foreach (var row in table.Rows)
                yield return Pair(row);
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
                        throw Failure(text, SqliteErrors.Translate(e), context);
                    }

                    yield return Pair(rows.Current);
                }
            }
        }
    }

    private static (string?, string?) Pair(object?[] row) => (Text(row[0]), Text(row[1]));

    private static string? Text(object? value) => value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString();

    private static LocalSqlException Failure(string text, LocalSqlException e, CallContext context) => new(
        e.Code,
        e.SqlState,
        string.Create(CultureInfo.InvariantCulture, $"Failed to query input data for Fine-tuning. Failed to execute query: {text}. {e.Code:000000} ({e.SqlState}): {context.QueryId}: {e.Message}"));
}
