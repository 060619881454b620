using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.Usage;

/// <summary>
/// The SQL of a call log. Rows are only added, by an INSERT that waits for nobody, and told apart by their flush: an INSERT whose answer was lost is
/// made again.
/// </summary>
internal sealed class CallLogStatements(SqlIdentifier table)
{
    public SqlStatement Create() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {table} (FLUSH_ID VARCHAR NOT NULL, CALLER VARCHAR NOT NULL, MODEL VARCHAR NOT NULL, DAY DATE NOT NULL,
          CALLS NUMBER NOT NULL, ERRORS NUMBER NOT NULL, CALLS_WITH_TOKENS NUMBER NOT NULL, PROMPT_TOKENS NUMBER NOT NULL,
          COMPLETION_TOKENS NUMBER NOT NULL, LAST_CALL_AT TIMESTAMP_LTZ NOT NULL, WRITTEN_AT TIMESTAMP_LTZ)
        """);

    public SqlStatement Add(CallBatch batch, string caller)
    {
        using var rows = new JsonBatch();
        foreach (var counts in batch.Counts)
        {
            rows.Add(json =>
            {
                json.WriteStringValue(counts.Model);
                json.WriteStringValue(counts.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteNumberValue(counts.Calls);
                json.WriteNumberValue(counts.Errors);
                json.WriteNumberValue(counts.CallsWithTokens);
                json.WriteNumberValue(counts.PromptTokens);
                json.WriteNumberValue(counts.CompletionTokens);
                json.WriteStringValue(counts.LastCallAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            });
        }

        return SqlStatement.Create(
            $"""
            INSERT INTO {table} (FLUSH_ID, CALLER, MODEL, DAY, CALLS, ERRORS, CALLS_WITH_TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS,
              LAST_CALL_AT, WRITTEN_AT)
            SELECT {batch.Id.ToString()}, {caller}, f.value[0]::VARCHAR, f.value[1]::DATE, f.value[2]::NUMBER, f.value[3]::NUMBER,
              f.value[4]::NUMBER, f.value[5]::NUMBER, f.value[6]::NUMBER, f.value[7]::VARCHAR::TIMESTAMP_LTZ, CURRENT_TIMESTAMP()
            FROM TABLE(FLATTEN(INPUT => PARSE_JSON({rows.Take()}))) f
            """);
    }

    public SqlStatement Days(DateOnly? from) => SqlStatement.Create(
        $"""
        SELECT l.DAY, l.MODEL, l.CALLER, SUM(l.CALLS) AS CALLS, SUM(l.ERRORS) AS ERRORS, SUM(l.CALLS_WITH_TOKENS) AS CALLS_WITH_TOKENS,
          SUM(l.PROMPT_TOKENS + l.COMPLETION_TOKENS) AS TOKENS, MAX(l.LAST_CALL_AT) AS LAST_CALL_AT
        FROM (SELECT DISTINCT FLUSH_ID, CALLER, MODEL, DAY, CALLS, ERRORS, CALLS_WITH_TOKENS, PROMPT_TOKENS, COMPLETION_TOKENS, LAST_CALL_AT
          FROM {table}
          WHERE {(from is { } day ? SqlStatement.Create($"DAY >= {day}") : SqlStatement.Create($"TRUE"))}) l
        GROUP BY l.DAY, l.MODEL, l.CALLER ORDER BY 1, 2, 3
        """);
}
