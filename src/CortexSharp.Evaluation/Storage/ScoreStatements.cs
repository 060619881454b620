using CortexSharp.Evaluation.Comparing;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the table of scores.</summary>
internal sealed class ScoreStatements(EvaluationTables tables)
{
    public SqlStatement Create() =>
        SqlStatement.Create($"CREATE TABLE IF NOT EXISTS {tables.Scores} (RUN VARCHAR NOT NULL, KEY VARCHAR NOT NULL, SCORES VARIANT NOT NULL)");

    /// <summary>Keeps scores of a slice: rows of key and scores, in place of what there is; nothing when the run is not held.</summary>
    public SqlStatement Write(Slice slice, RunHold hold, JsonBatch batch) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Scores} t
        USING (SELECT h.RUN, f.value[0]::VARCHAR AS KEY, f.value[1] AS SCORES FROM ({hold.Of(slice.Run)}) h,
          TABLE(FLATTEN(INPUT => PARSE_JSON({batch.Take()}))) f) s
        ON t.RUN = s.RUN AND t.KEY = s.KEY AND t.KEY >= {slice.FirstKey} AND t.KEY <= {slice.LastKey}
        WHEN MATCHED THEN UPDATE SET SCORES = s.SCORES WHEN NOT MATCHED THEN INSERT (RUN, KEY, SCORES) VALUES (s.RUN, s.KEY, s.SCORES)
        """);

    /// <summary>Forgets the scores in a run's open slices of answers that failed.</summary>
    public SqlStatement Forget(string run, RunHold hold) => SqlStatement.Create(
        $"DELETE FROM {tables.Scores} WHERE RUN = {run} AND KEY IN ({new AnswerStatements(tables.Answers).FailedKeys(run, hold, tables.Slices)})");

    public SqlStatement OfSlice(Slice slice) => SqlStatement.Create(
        $"SELECT t.KEY, TO_JSON(t.SCORES) AS SCORES FROM {tables.Scores} t WHERE t.RUN = {slice.Run} AND t.KEY >= {slice.FirstKey} AND t.KEY <= "
        + $"{slice.LastKey}");

    /// <summary>All that comparing takes of a run, in the order of the keys.</summary>
    public SqlStatement OfRun(StoredRun run) => SqlStatement.Create(
        $"""
        SELECT t.KEY, TO_JSON(t.SCORES) AS SCORES, TO_JSON(c.TAGS) AS TAGS, {AnswerStatements.HasFailed} AS FAILED, {AnswerStatements.Usage},
          {CaseContent.ToSql(SqlStatement.Create($"c.PROMPT"), SqlStatement.Create($"c.REFERENCE"))} AS CONTENT
        FROM {tables.Scores} t
        JOIN {tables.Answers} a ON a.RUN = {run.Id} AND a.KEY = t.KEY
        JOIN {tables.Cases} c ON c.EVALUATION = {run.Evaluation.ToString()} AND c.KEY = t.KEY
        WHERE t.RUN = {run.Id} ORDER BY t.KEY
        """);
}
