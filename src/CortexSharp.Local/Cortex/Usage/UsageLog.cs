using System.Text;

namespace CortexSharp.Local.Cortex.Usage;

/// <summary>Writes down what statements used up; <see cref="UsageViews"/> shows it.</summary>
/// <param name="tables">Where it is kept.</param>
/// <param name="credits">The rates of the moment: what was billed stays so.</param>
/// <param name="time">The clock.</param>
internal sealed class UsageLog(CortexTables tables, Credits credits, TimeProvider time)
{
    /// <summary>Writes what a statement's meter has counted; nothing when it called no model.</summary>
    /// <param name="context">The statement, which has ended.</param>
    public void Write(CallContext context)
    {
        var usage = context.Usage.Take().ToList();
        if (usage.Count == 0)
            return;
        tables.Use(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var (key, input, output) in usage)
            {
                using var command = CortexTables.Command(connection, """
                    INSERT INTO "_cortexsharp_usage" (query_id, query_tag, role, warehouse_id, function_name, model_name, hour, started_on,
                      finished_on,
                        input_tokens, output_tokens, input_credits, output_credits)
                    VALUES ($query, $tag, $role, $warehouse, $function, $model, $hour, $started, $finished, $input, $output, $inputCredits,
                      $outputCredits)
                    """,
                    ("$query", context.QueryId), ("$tag", context.QueryTag), ("$role", context.Role), ("$warehouse", IdOf(context.Warehouse)),
                    ("$function", key.Function), ("$model", key.Model), ("$hour", key.Hour * UsageKey.MillisecondsOfHour),
                    ("$started", context.Usage.Started.ToUnixTimeMilliseconds()), ("$finished", time.GetUtcNow().ToUnixTimeMilliseconds()),
                    ("$input", input), ("$output", output), ("$inputCredits", credits.Input(key.PricedAs, input)),
                    ("$outputCredits", output is { } tokens ? credits.Output(key.PricedAs, tokens) : 0L));
                command.Transaction = transaction;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
            return true;
        });
    }

    // Snowflake's views name a warehouse by a number of its own making. This one is the same in every process (FNV-1a).
    private static long? IdOf(string? warehouse) =>
        warehouse is null ? null : Encoding.UTF8.GetBytes(warehouse).Aggregate(2166136261u, static (hash, b) => (hash ^ b) * 16777619u);
}
