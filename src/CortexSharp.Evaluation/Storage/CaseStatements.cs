using CortexSharp.Evaluation.Cases;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the table of cases, in which an evaluation's cases stay as they were when it began.</summary>
internal sealed class CaseStatements(EvaluationTables tables, Guid evaluation)
{
    private readonly string _evaluation = evaluation.ToString();

    public SqlStatement Create() => SqlStatement.Create(
        $"CREATE TABLE IF NOT EXISTS {tables.Cases} (EVALUATION VARCHAR NOT NULL, KEY VARCHAR NOT NULL, PROMPT VARCHAR NOT NULL, REFERENCE VARIANT "
        + $"NOT NULL, TAGS VARIANT NOT NULL)");

    /// <summary>Forgets what an earlier call took in and did not come to seal: since then the source may have been mended.</summary>
    public SqlStatement Forget(RunHold hold) =>
        SqlStatement.Create($"DELETE FROM {tables.Cases} WHERE EVALUATION = {_evaluation} AND {MayChange(hold)}");

    /// <summary>Takes in the rows of a query inside Snowflake.</summary>
    public SqlStatement Add(QueryCaseSource source, RunHold hold) => Merge(source.Rows, hold);

    /// <summary>Takes in cases that come from here, as rows of key, prompt, references and tags.</summary>
    public SqlStatement Add(JsonBatch batch, RunHold hold) => Merge(SqlStatement.Create(
        $"SELECT f.value[0]::VARCHAR AS KEY, f.value[1]::VARCHAR AS PROMPT, f.value[2] AS REFERENCE, f.value[3] AS TAGS FROM TABLE(FLATTEN(INPUT "
        + $"=> PARSE_JSON({batch.Take()}))) f"), hold);

    /// <summary>N rows, KEYS different keys, BARE cases without a reference and the first of them.</summary>
    public SqlStatement Count() => SqlStatement.Create(
        $"SELECT COUNT(*) AS N, COUNT(DISTINCT c.KEY) AS KEYS, MIN(IFF(ARRAY_SIZE(c.REFERENCE) = 0, c.KEY, NULL)) AS BARE FROM {tables.Cases} c "
        + $"WHERE c.EVALUATION = {_evaluation}");

    public SqlStatement Fingerprint(long count) => TrainingFingerprint.ToSql(
        SqlStatement.Create(
            $"SELECT c.PROMPT AS P, c.KEY || ' ' || TO_JSON(c.REFERENCE) AS C FROM {tables.Cases} c WHERE c.EVALUATION = {_evaluation}"), count);

    /// <summary>Where slices begin and end in the order of the keys.</summary>
    public SqlStatement Slices(int size) => SqlStatement.Create(
        $"""
        SELECT n.SLICE, MIN(n.KEY) AS FIRST_KEY, MAX(n.KEY) AS LAST_KEY, COUNT(*) AS CASES
        FROM (SELECT c.KEY, FLOOR((ROW_NUMBER() OVER (ORDER BY c.KEY) - 1) / {SqlLiteral.Of(size)}) AS SLICE FROM {tables.Cases} c
          WHERE c.EVALUATION = {_evaluation}) n GROUP BY n.SLICE
        """);

    /// <summary>All cases.</summary>
    public SqlStatement All() => SqlStatement.Create(
        $"""
        SELECT c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS FROM {tables.Cases} c
        WHERE c.EVALUATION = {_evaluation}
        """);

    /// <summary>The cases of a slice in the order of their keys.</summary>
    public SqlStatement OfSlice(Slice slice) => SqlStatement.Create(
        $"{All()} AND c.KEY >= {slice.FirstKey} AND c.KEY <= {slice.LastKey} ORDER BY c.KEY");

    /// <summary>
    /// A slice's K (key), P (what is asked), H (its SHA-256), as far as there is no answer yet; none where a lost client's statement comes after
    /// another was sent.
    /// </summary>
    public SqlStatement Unanswered(Slice slice, string? template, SqlStatement whileSent)
    {
        var prompt = template is null
            ? SqlStatement.Create($"c.PROMPT")
            : SqlStatement.Create($"REPLACE({template}, {SqlLiteral.Of(Running.EvaluationRequest.PromptPlaceholder)}, c.PROMPT)");
        return SqlStatement.Create(
            $"""
            SELECT p.K, p.P, SHA2(p.P, 256) AS H
            FROM (SELECT c.KEY AS K, {prompt} AS P FROM {tables.Cases} c WHERE c.EVALUATION = {_evaluation} AND c.KEY >= {slice.FirstKey}
              AND c.KEY <= {slice.LastKey}) p
            LEFT JOIN (SELECT a.KEY FROM {tables.Answers} a WHERE a.RUN = {slice.Run} AND a.KEY >= {slice.FirstKey} AND a.KEY <= {slice.LastKey}) d
              ON d.KEY = p.K
            WHERE d.KEY IS NULL AND {slice.Run} IN ({whileSent})
            """);
    }

    /// <summary>
    /// That no run says yet what the cases are, and that this call began last: a lost client's statement may come late, when the source is another or
    /// the cases are taken in anew.
    /// </summary>
    private SqlStatement MayChange(RunHold hold) => SqlStatement.Create(
        $"""
        {_evaluation} IN ({hold.OfEvaluation})
          AND {_evaluation} NOT IN (SELECT s.EVALUATION FROM {tables.Runs} s WHERE s.EVALUATION = {_evaluation} AND s.FINGERPRINT IS NOT NULL)
        """);

    /// <summary>Takes rows in until the cases are sealed.</summary>
    private SqlStatement Merge(SqlStatement rows, RunHold hold) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Cases} c USING (SELECT {_evaluation} AS EVALUATION, r.KEY, r.PROMPT, r.REFERENCE, r.TAGS FROM ({rows}) r
          WHERE {MayChange(hold)}) s
        ON c.EVALUATION = s.EVALUATION AND c.KEY = s.KEY
        WHEN NOT MATCHED THEN INSERT (EVALUATION, KEY, PROMPT, REFERENCE, TAGS) VALUES (s.EVALUATION, s.KEY, s.PROMPT, s.REFERENCE, s.TAGS)
        """);
}
