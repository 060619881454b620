using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>The questions of an inspection. Each is one pass over the rows.</summary>
/// <param name="request">The request.</param>
/// <param name="rows">Its rows.</param>
/// <param name="source">The source that is asked about.</param>
internal sealed class InspectionStatements(TrainingDataRequest request, TrainingRows rows, SqlStatement source)
{
    public const int MostLabels = 100;

    private const int Examples = 5;

    private readonly SqlStatement _rows = rows.Mapped(source);

    /// <summary>The columns of a source.</summary>
    public static SqlStatement Columns(SqlStatement source) => SqlStatement.Create($"SELECT * FROM (\n{source}\n) s LIMIT 0");

    public static SqlStatement IsNull => SqlStatement.Create($"(r.P IS NULL OR r.C IS NULL)");

    public static SqlStatement IsBlank =>
        SqlStatement.Create($"(r.P IS NOT NULL AND r.C IS NOT NULL AND NOT ({TrainingRows.IsFilled("r.P")} AND {TrainingRows.IsFilled("r.C")}))");

    /// <summary>Everything that is counted row by row.</summary>
    public SqlStatement Counts() => SqlStatement.Create(
        $"""
        SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF({IsNull}) AS NULLS, COUNT_IF({IsBlank}) AS BLANKS,
          COUNT_IF({rows.MayBeLong}) AS MAY_BE_LONG,
          COALESCE(SUM(LENGTH(r.P)), 0) + COALESCE(SUM(LENGTH(r.C)), 0) AS CHARACTERS
        FROM ({_rows}) r
        """);

    /// <summary>
    /// Which rows are too long. Only those are looked at that may be, so that nobody waits for the tokens of a million short texts; where the
    /// job's tokens are to be exact, all are.
    /// </summary>
    public SqlStatement Lengths(TokenMeasure measure, bool all)
    {
        var model = request.BaseModel;
        var (prompts, completions) = all ? (0, 0) : (model.MaxPromptTokens, model.MaxCompletionTokens);
        var asked = all ? _rows : SqlStatement.Create($"SELECT r.P, r.C FROM ({_rows}) r WHERE {rows.MayBeLong}");
        var counted = SqlStatement.Create(
            $"SELECT a.P, a.C, {measure.CountAbove("a.P", prompts)} AS PN, {measure.CountAbove("a.C", completions)} AS CN FROM ({asked}) a");
        // NULL is also what the server gives where it cannot count.
        var tokens = SqlStatement.Create(
            $"""
            SELECT COALESCE(c.PN, {TokenMeasure.EstimateOf("c.P")}, 0) AS PN, COALESCE(c.CN, {TokenMeasure.EstimateOf("c.C")}, 0) AS CN,
              ({TokenMeasure.MayBeOver("c.P", prompts)} AND c.PN IS NULL) OR ({TokenMeasure.MayBeOver("c.C", completions)}
              AND c.CN IS NULL) AS IS_ESTIMATE
            FROM ({counted}) c
            """);
        return SqlStatement.Create(
            $"""
            SELECT COUNT(*) AS N, COUNT_IF(t.IS_ESTIMATE) AS ESTIMATED, COUNT_IF(t.PN > {SqlLiteral.Of(model.MaxPromptTokens)}) AS LONG_PROMPTS,
              COUNT_IF(t.CN > {SqlLiteral.Of(model.MaxCompletionTokens)}) AS LONG_COMPLETIONS, SUM(t.PN) + SUM(t.CN) AS TOKENS
            FROM ({tokens}) t
            """);
    }

    public SqlStatement LongPromptExamples(TokenMeasure measure) => LongExamples("r.P", "l.P", request.BaseModel.MaxPromptTokens, measure);

    public SqlStatement LongCompletionExamples(TokenMeasure measure) => LongExamples("r.C", "l.C", request.BaseModel.MaxCompletionTokens, measure);

    /// <summary>How many rows hold personal data, a column for each kind.</summary>
    public SqlStatement PersonalData(IEnumerable<IGrouping<PersonalDataKind, PersonalDataPattern>> patterns)
    {
        var counts = patterns.Select(kind => SqlStatement.Create($"COUNT_IF({HasPersonalData(kind)}) AS {new SqlIdentifier(kind.Key.Value)}"))
            .Aggregate(static (list, next) => SqlStatement.Create($"{list}, {next}"));
        return SqlStatement.Create($"SELECT {counts} FROM ({_rows}) r");
    }

    // So far apart that nothing is found across the seam.
    public static SqlStatement HasPersonalData(IGrouping<PersonalDataKind, PersonalDataPattern> patterns) =>
        PersonalDataPatterns.IsFound(SqlStatement.Create($"COALESCE(r.P, '') || ' \n \n ' || COALESCE(r.C, '')"), patterns);

    /// <summary>How many pairs there are, how many different ones, and how many different ones but for case and white space.</summary>
    public SqlStatement Duplicates() => SqlStatement.Create(
        $"""
        SELECT COUNT(*) AS N, COUNT(DISTINCT d.E) AS EXACT, COUNT(DISTINCT d.NEAR) AS NEAR
        FROM (SELECT SHA2(LENGTH(n.P) || ':' || n.P || n.C, 256) AS E, SHA2(LENGTH(n.NP) || ':' || n.NP || n.NC, 256) AS NEAR
              FROM (SELECT r.P, r.C, {TrainingRows.Normal("r.P")} AS NP, {TrainingRows.Normal("r.C")} AS NC
                FROM ({TrainingRows.Filled(_rows)}) r) n) d
        """);

    /// <summary>How many prompts have several completions.</summary>
    public SqlStatement Conflicts() => SqlStatement.Create($"SELECT COUNT(*) AS N FROM ({ConflictingPrompts()}) p");

    public SqlStatement ConflictExamples() =>
        SqlStatement.Create($"SELECT p.K FROM ({ConflictingPrompts()}) p ORDER BY p.K LIMIT {SqlLiteral.Of(Examples)}");

    public SqlStatement DuplicateExamples(bool near)
    {
        var same = near ? SqlStatement.Create($"{TrainingRows.Normal("r.P")}, {TrainingRows.Normal("r.C")}") : SqlStatement.Create($"r.P, r.C");
        return SqlStatement.Create(
            $"SELECT d.K FROM (SELECT MIN(r.K) AS K FROM ({TrainingRows.Filled(_rows)}) r GROUP BY {same} HAVING COUNT(*) > 1) d ORDER BY d.K "
            + $"LIMIT {SqlLiteral.Of(Examples)}");
    }

    /// <summary>The completions by how frequent they are, one more than labels may be.</summary>
    public SqlStatement Labels() => SqlStatement.Create(
        $"SELECT r.C AS LABEL, COUNT(*) AS N FROM ({TrainingRows.Filled(_rows)}) r GROUP BY r.C ORDER BY N DESC, LABEL LIMIT "
        + $"{SqlLiteral.Of(MostLabels + 1)}");

    /// <summary>How many validation rows there are, and how many of them have a prompt of the training rows.</summary>
    public SqlStatement Overlap() => SqlStatement.Create(
        $"SELECT COUNT_IF(o.SIDE = 'VALID') AS N, COUNT_IF(o.SIDE = 'VALID' AND o.IS_SHARED) AS SHARED FROM ({Overlapping()}) o");

    public SqlStatement OverlapExamples() => SqlStatement.Create(
        $"SELECT o.K FROM ({Overlapping()}) o WHERE o.SIDE = 'VALID' AND o.IS_SHARED ORDER BY o.K LIMIT {SqlLiteral.Of(Examples)}");

    /// <summary>Keys that several rows have.</summary>
    public SqlStatement RepeatedKeys() => SqlStatement.Create(
        $"SELECT r.K FROM ({_rows}) r GROUP BY r.K HAVING COUNT(*) > 1 OR r.K IS NULL ORDER BY r.K LIMIT {SqlLiteral.Of(Examples)}");

    /// <summary>The first keys of rows for which a condition holds.</summary>
    public SqlStatement KeysWhere(SqlStatement condition) =>
        SqlStatement.Create($"SELECT r.K FROM ({_rows}) r WHERE {condition} ORDER BY r.K LIMIT {SqlLiteral.Of(Examples)}");

    private SqlStatement LongExamples(string text, string maybeLong, int limit, TokenMeasure measure) => SqlStatement.Create(
        $"""
        SELECT l.K FROM (SELECT r.K, r.P, r.C FROM ({_rows}) r WHERE {TokenMeasure.MayBeOver(text, limit)}) l
        WHERE {measure.IsOver(maybeLong, limit)} ORDER BY l.K LIMIT {SqlLiteral.Of(Examples)}
        """);

    /// <summary>
    /// The rows of both sides, and whether their prompt is among the training rows: those of the validation source, or those that a snapshot
    /// would split off.
    /// </summary>
    private SqlStatement Overlapping()
    {
        var sides = request.ValidationSource is { } validation
            ? SqlStatement.Create(
                $"SELECT t.K, t.P, 'TRAIN' AS SIDE FROM ({_rows}) t UNION ALL SELECT v.K, v.P, 'VALID' AS SIDE FROM ({rows.Mapped(validation)}) v")
            : rows.Sides(TrainingRows.Filled(_rows), null, TokenMeasure.Estimate);
        return SqlStatement.Create(
            $"""
            SELECT q.K, q.SIDE, q.P IS NOT NULL AND MIN(q.SIDE) OVER (PARTITION BY SHA2({TrainingRows.Normal("q.P")}, 256)) = 'TRAIN' AS IS_SHARED
            FROM ({sides}) q
            """);
    }

    private SqlStatement ConflictingPrompts() => SqlStatement.Create(
        $"""
        SELECT MIN(d.K) AS K FROM (SELECT r.K, SHA2({TrainingRows.Normal("r.P")}, 256) AS P, {TrainingRows.Normal("r.C")} AS C
          FROM ({TrainingRows.Filled(_rows)}) r) d
        GROUP BY d.P HAVING MIN(d.C) <> MAX(d.C)
        """);
}
