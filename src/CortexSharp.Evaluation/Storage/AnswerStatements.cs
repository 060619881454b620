using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the table of answers.</summary>
internal sealed class AnswerStatements(SqlIdentifier answers)
{
    public SqlStatement Create() => AnswerTable.Create(answers);

    /// <summary>Asks about a slice's rows that have no answer yet.</summary>
    public SqlStatement Ask(Slice slice, SqlStatement unanswered, AnswerCall call) => AnswerTable.Insert(answers, slice.Run, unanswered, call);

    /// <summary>Keeps what a client answered: rows of key, prompt's SHA-256, answer, error, tokens read and written.</summary>
    public SqlStatement Add(Slice slice, JsonBatch batch) => SqlStatement.Create(
        $"""
        MERGE INTO {answers} a USING (SELECT {slice.Run} AS RUN, f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS PROMPT_SHA2, f.value[2]::VARCHAR AS ANSWER, f.value[3]::VARCHAR AS ERROR,
          f.value[4]::NUMBER AS PROMPT_TOKENS, f.value[5]::NUMBER AS COMPLETION_TOKENS FROM TABLE(FLATTEN(INPUT => PARSE_JSON({batch.Take()}))) f) s
        ON a.RUN = s.RUN AND a.KEY = s.KEY AND a.KEY >= {slice.FirstKey} AND a.KEY <= {slice.LastKey}
        WHEN NOT MATCHED THEN INSERT (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT)
        VALUES (s.RUN, s.KEY, s.PROMPT_SHA2, s.ANSWER, s.ERROR, s.PROMPT_TOKENS, s.COMPLETION_TOKENS, CURRENT_TIMESTAMP())
        """);

    public SqlStatement OfSlice(Slice slice) => SqlStatement.Create(
        $"""
        SELECT a.KEY, a.ANSWER, a.ERROR, a.PROMPT_TOKENS, a.COMPLETION_TOKENS, a.RAW:usage:guardrail_tokens::NUMBER AS GUARDRAIL_TOKENS FROM {answers} a
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
            ? new TokenUsage(prompt, completion, prompt + completion + (guardrail ?? 0), guardrail)
            : null;
    }

    private static AnswerError ErrorOf(string error, string model)
    {
        var exception = AnswerTable.ErrorOf(error, new CompletionForm(model, false, false, false, HistoryMode.Rendered));
        return new(exception.Kind, exception.ServerMessage ?? exception.Message);
    }
}
