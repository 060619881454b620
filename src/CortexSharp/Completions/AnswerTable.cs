using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>The table in which answers are kept next to the data, one row for each run and key: an answer or an error.</summary>
/// <remarks>
/// The AI call stands alone in an inner SELECT, and what reads it is one level up: a call that is mentioned twice may be billed twice.
/// The error envelope is taken off in SQL, so that stored answers look the same whichever function gave them.
/// </remarks>
internal static class AnswerTable
{
    private static readonly SqlLiteral NoAnswer = SqlLiteral.Of(CortexErrorKind.NoAnswer.Value);

    public static SqlStatement Create(SqlIdentifier table) => SqlStatement.Create(
        $"CREATE TABLE IF NOT EXISTS {table} (RUN VARCHAR NOT NULL, KEY VARCHAR NOT NULL, PROMPT_SHA2 VARCHAR, ANSWER VARCHAR, ERROR VARCHAR, RAW "
        + $"VARIANT, PROMPT_TOKENS NUMBER, COMPLETION_TOKENS NUMBER, CREATED_AT TIMESTAMP_LTZ)");

    /// <summary>Asks about rows and keeps what comes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="run">What the answers belong to.</param>
    /// <param name="rows">A query that gives K (key), P (prompt) and H (the prompt's SHA-256) of the rows to ask about.</param>
    /// <param name="call">How to ask.</param>
    public static SqlStatement Insert(SqlIdentifier table, string run, SqlStatement rows, AnswerCall call)
    {
        var answered = SqlStatement.Create($"SELECT s.K, s.H, {call.Over(SqlStatement.Create($"s.P"))} AS R FROM ({rows}) s");
        var read = call.HasErrorDetails
            ? SqlStatement.Create(
                $"SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), {NoAnswer}, NULL)) AS E, "
                + $"COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR), r.R:value) AS V FROM ({answered}) r")
            : SqlStatement.Create(
                $"SELECT r.K, r.H, IFF(r.R IS NULL, {NoAnswer}, NULL) AS E, COALESCE(TRY_PARSE_JSON(r.R), TO_VARIANT(r.R)) AS V FROM ({answered}) r");
        return SqlStatement.Create(
            $"INSERT INTO {table} (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT) SELECT {run}, q.K, "
            + $"q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR, "
            + $"q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), "
            + $"q.V:usage:prompt_tokens::NUMBER, q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP() FROM ({read}) q");
    }

    /// <summary>The error that a row tells of.</summary>
    /// <param name="error">The row's error.</param>
    /// <param name="form">What was asked for.</param>
    public static CortexException ErrorOf(string error, CompletionForm form) => error == CortexErrorKind.NoAnswer.Value
        ? CompletionReader.NoAnswer(form, null)
        : CompletionReader.ErrorOf(error, form, null);
}
