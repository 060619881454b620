using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>
/// Runs a stage: materialises its inputs, has its calls answered some thousand rows at a time, writes the answers beside the inputs.
/// </summary>
internal static class StageRunner
{
    private const int MaxBatch = 4096;

    public static async Task RunAsync(CortexStage stage, StatementRun run, CancellationToken cancellationToken)
    {
        await Task.Run(() => run.Run(stage.CreateSql), cancellationToken).ConfigureAwait(false);
        var rows = run.Connection.Scalar($"SELECT max(rowid) FROM temp.{stage.Table}");
        foreach (var call in stage.Calls)
            await AnswerAsync(stage.Table, call, rows, run, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(string table, StagedCall call, long rows, StatementRun run, CancellationToken cancellationToken)
    {
        // Small enough that all processors have a batch, large enough that batching pays.
        var batch = Math.Clamp((rows + Environment.ProcessorCount - 1) / Environment.ProcessorCount, 1, MaxBatch);
        var next = 1L;
        while (next <= rows)
        {
            var round = new List<(long First, Task<object?[]> Answers)>();
            for (; round.Count < Environment.ProcessorCount && next <= rows; next += batch)
            {
                var inputs = Read(table, call, next, Math.Min(next + batch - 1, rows), run);
                round.Add((next, Task.Run(() => call.Function.EvaluateAsync(inputs, run.Context, cancellationToken), cancellationToken)));
            }

            await Task.WhenAll(round.Select(r => r.Answers)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            using var transaction = run.Connection.BeginTransaction(deferred: true); // of the temporary schema only
            foreach (var (first, answers) in round)
                Write(table, call, first, await answers.ConfigureAwait(false), run);
            transaction.Commit();
        }
    }

    private static List<object?[]> Read(string table, StagedCall call, long first, long last, StatementRun run)
    {
        var rows = new List<object?[]>((int)(last - first + 1));
        using var command = run.Connection.Command(
            $"SELECT {(call.Arguments.IsEmpty ? "1" : string.Join(", ", call.Arguments))} FROM temp.{table} WHERE rowid BETWEEN $first AND $last "
            + "ORDER BY rowid", ("$first", first), ("$last", last));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[call.Arguments.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    private static void Write(string table, StagedCall call, long first, object?[] answers, StatementRun run)
    {
        using var command =
            run.Connection.Command($"UPDATE temp.{table} SET {call.Result} = $answer WHERE rowid = $row", ("$answer", null), ("$row", 0L));
        for (var i = 0; i < answers.Length; i++)
        {
            command.Parameters[0].Value = answers[i] ?? DBNull.Value;
            command.Parameters[1].Value = first + i;
            command.ExecuteNonQuery();
        }
    }
}
