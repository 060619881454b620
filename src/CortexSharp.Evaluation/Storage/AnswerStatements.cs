using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the table of answers.</summary>
internal sealed class AnswerStatements(SqlIdentifier answers)
{
    /// <summary>The columns of which <see cref="UsageOf"/> reads the tokens of an answer <c>a</c>.</summary>
    public static SqlStatement Usage { get; } = SqlStatement.Create(
        $"a.PROMPT_TOKENS, a.COMPLETION_TOKENS, a.RAW:usage:guardrail_tokens::NUMBER AS GUARDRAIL_TOKENS, a.RAW:usage:total_tokens::NUMBER AS "
        + $"TOTAL_TOKENS");

    /// <summary>That an answer <c>a</c> is none.</summary>
    public static SqlStatement HasFailed { get; } = SqlStatement.Create($"(a.ERROR IS NOT NULL OR a.ANSWER IS NULL)");

    public SqlStatement Create() => AnswerTable.Create(answers);

    /// <summary>Asks about a slice's rows that have no answer yet.</summary>
    public SqlStatement Ask(Slice slice, SqlStatement unanswered, AnswerCall call) => AnswerTable.Insert(answers, slice.Run, unanswered, call);

    /// <summary>
    /// Keeps what a client answered: rows of key, prompt's SHA-256, answer, error, tokens read and written, and an object with all tokens where they
    /// are known. It holds only while the slice is open, and never gives a case a second answer: a lost client's statement may come late, even while
    /// a statement of another client asks about the same cases.
    /// </summary>
    public SqlStatement Add(Slice slice, SqlStatement whileOpen, JsonBatch batch) => SqlStatement.Create(
        $"""
        MERGE INTO {answers} a USING (
          SELECT o.RUN, f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS PROMPT_SHA2, f.value[2]::VARCHAR AS ANSWER, f.value[3]::VARCHAR AS ERROR,
            f.value[4]::NUMBER AS PROMPT_TOKENS, f.value[5]::NUMBER AS COMPLETION_TOKENS, f.value[6] AS RAW
          FROM ({whileOpen}) o, TABLE(FLATTEN(INPUT => PARSE_JSON({batch.Take()}))) f) s
        ON a.RUN = s.RUN AND a.KEY = s.KEY AND a.KEY >= {slice.FirstKey} AND a.KEY <= {slice.LastKey}
        WHEN NOT MATCHED THEN INSERT (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
        VALUES (s.RUN, s.KEY, s.PROMPT_SHA2, s.ANSWER, s.ERROR, s.RAW, s.PROMPT_TOKENS, s.COMPLETION_TOKENS, CURRENT_TIMESTAMP())
        """);

    /// <summary>Forgets the answers in a run's open slices that failed, so that they are asked for again.</summary>
    public SqlStatement Forget(string run, RunHold hold, SqlIdentifier slices) => SqlStatement.Create(
        $"DELETE FROM {answers} WHERE RUN = {run} AND KEY IN ({FailedKeys(run, hold, slices)})");

    /// <summary>The keys of the answers in a run's open slices that failed.</summary>
    public SqlStatement FailedKeys(string run, RunHold hold, SqlIdentifier slices) => SqlStatement.Create(
        $"""
        SELECT a.KEY FROM {answers} a JOIN {slices} t ON t.RUN = a.RUN AND a.KEY >= t.FIRST_KEY AND a.KEY <= t.LAST_KEY
        WHERE a.RUN = {run} AND t.RUN IN ({hold.Of(run)}) AND t.STATUS = {Slice.Open} AND {HasFailed}
        """);

    /// <summary>
    /// Forgets answers of a slice that failed: rows of their keys. It holds only while the slice is to be repeated, because it may come late.
    /// </summary>
    public SqlStatement Forget(Slice slice, SqlStatement whileToRepeat, JsonBatch keys) => SqlStatement.Create(
        $"""
        DELETE FROM {answers} WHERE RUN IN ({whileToRepeat}) AND KEY >= {slice.FirstKey} AND KEY <= {slice.LastKey} AND ERROR IS NOT NULL
          AND KEY IN (SELECT f.value[0]::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON({keys.Take()}))) f)
        """);

    /// <summary>The answers of a slice that say why they failed.</summary>
    public SqlStatement FailedOfSlice(Slice slice) => SqlStatement.Create($"{OfSlice(slice)} AND a.ERROR IS NOT NULL");

    public SqlStatement OfSlice(Slice slice) => SqlStatement.Create(
        $"""
        SELECT a.KEY, a.ANSWER, a.ERROR, {Usage} FROM {answers} a
        WHERE a.RUN = {slice.Run} AND a.KEY >= {slice.FirstKey} AND a.KEY <= {slice.LastKey}
        """);

    public SqlStatement Count(Slice slice) => SqlStatement.Create(
        $"SELECT COUNT(*) FROM {answers} a WHERE a.RUN = {slice.Run} AND a.KEY >= {slice.FirstKey} AND a.KEY <= {slice.LastKey}");

    public static EvaluationAnswer Read(SqlRow row, string model)
    {
        var answer = AnswerOf(row.Get<string>("KEY"), row.GetOrDefault<string>("ANSWER"), row.GetOrDefault<string>("ERROR"), model);
        return answer with { Usage = UsageOf(row) };
    }

    /// <summary>What is kept of an answer, as an answer.</summary>
    public static EvaluationAnswer AnswerOf(string key, string? text, string? error, string model) => text is not null && error is null
        ? EvaluationAnswer.Of(key, text)
        : EvaluationAnswer.Failed(key, ErrorOf(error ?? CortexErrorKind.NoAnswer.Value, model));

    public static TokenUsage? UsageOf(SqlRow row)
    {
        var guardrail = row.GetOrDefault<long?>("GUARDRAIL_TOKENS");
        return (row.GetOrDefault<long?>("PROMPT_TOKENS"), row.GetOrDefault<long?>("COMPLETION_TOKENS")) is ({ } prompt, { } completion)
            ? new TokenUsage(prompt, completion, row.GetOrDefault<long?>("TOTAL_TOKENS") ?? (prompt + completion + (guardrail ?? 0)), guardrail)
            : null;
    }

    private static AnswerError ErrorOf(string error, string model)
    {
        var exception = AnswerTable.ErrorOf(error, new CompletionForm(model, false, false, false, HistoryMode.Rendered));
        return new(exception.Kind, exception.ServerMessage ?? exception.Message);
    }
}
