using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>The questions of an inspection. Each is one pass over the rows.</summary>
internal sealed class InspectionStatements(TrainingDataRequest request, TrainingRows rows)
{
    public const int MostLabels = 100;

    private const int Examples = 5;

    private readonly SqlStatement _rows = rows.Mapped(request.Source);

    /// <summary>The columns of a source.</summary>
    public static SqlStatement Columns(SqlStatement source) => SqlStatement.Create($"SELECT * FROM (\n{source}\n) s LIMIT 0");

    public static SqlStatement IsNull => SqlStatement.Create($"(r.P IS NULL OR r.C IS NULL)");

    public static SqlStatement IsBlank => SqlStatement.Create($"(r.P IS NOT NULL AND r.C IS NOT NULL AND NOT ({TrainingRows.IsFilled("r.P")} AND {TrainingRows.IsFilled("r.C")}))");

    public SqlStatement HasLongPrompt => TrainingRows.IsOverlong("r.P", request.BaseModel.MaxPromptTokens);

    public SqlStatement HasLongCompletion => TrainingRows.IsOverlong("r.C", request.BaseModel.MaxCompletionTokens);

    /// <summary>Everything that is counted row by row.</summary>
    public SqlStatement Counts() => SqlStatement.Create(
        $"""
        SELECT COUNT(*) AS N, COUNT(r.K) AS KEYED, COUNT(DISTINCT r.K) AS KEYS, COUNT_IF({IsNull}) AS NULLS, COUNT_IF({IsBlank}) AS BLANKS,
          COUNT_IF({HasLongPrompt}) AS LONG_PROMPTS, COUNT_IF({HasLongCompletion}) AS LONG_COMPLETIONS,
          COALESCE(SUM(LENGTH(r.P)), 0) + COALESCE(SUM(LENGTH(r.C)), 0) AS CHARACTERS
        FROM ({_rows}) r
        """);

    /// <summary>How many rows hold personal data, a column for each kind.</summary>
    public SqlStatement PersonalData(IEnumerable<IGrouping<PersonalDataKind, string>> patterns)
    {
        var counts = patterns.Select(kind => SqlStatement.Create($"COUNT_IF({HasPersonalData(kind)}) AS {new SqlIdentifier(kind.Key.Value)}"))
            .Aggregate(static (list, next) => SqlStatement.Create($"{list}, {next}"));
        return SqlStatement.Create($"SELECT {counts} FROM ({_rows}) r");
    }

    // A blank apart, so that nothing is found across the seam.
    public static SqlStatement HasPersonalData(IGrouping<PersonalDataKind, string> patterns) =>
        PersonalDataPatterns.IsFound(SqlStatement.Create($"COALESCE(r.P, '') || ' \n ' || COALESCE(r.C, '')"), patterns);

    /// <summary>How many pairs there are, how many different ones, and how many different ones but for case and white space.</summary>
    public SqlStatement Duplicates() => SqlStatement.Create(
        $"""
        SELECT COUNT(*) AS N, COUNT(DISTINCT d.E) AS EXACT, COUNT(DISTINCT d.NEAR) AS NEAR
        FROM (SELECT SHA2(LENGTH(n.P) || ':' || n.P || n.C, 256) AS E, SHA2(LENGTH(n.NP) || ':' || n.NP || n.NC, 256) AS NEAR
              FROM (SELECT r.P, r.C, {TrainingRows.Normal("r.P")} AS NP, {TrainingRows.Normal("r.C")} AS NC FROM ({TrainingRows.Filled(_rows)}) r) n) d
        """);

    /// <summary>How many prompts have several completions.</summary>
    public SqlStatement Conflicts() => SqlStatement.Create($"SELECT COUNT(*) AS N FROM ({ConflictingPrompts()}) p");

    public SqlStatement ConflictExamples() => SqlStatement.Create($"SELECT p.K FROM ({ConflictingPrompts()}) p ORDER BY p.K LIMIT {SqlLiteral.Of(Examples)}");

    public SqlStatement DuplicateExamples(bool near)
    {
        var same = near ? SqlStatement.Create($"{TrainingRows.Normal("r.P")}, {TrainingRows.Normal("r.C")}") : SqlStatement.Create($"r.P, r.C");
        return SqlStatement.Create(
            $"SELECT d.K FROM (SELECT MIN(r.K) AS K FROM ({TrainingRows.Filled(_rows)}) r GROUP BY {same} HAVING COUNT(*) > 1) d ORDER BY d.K LIMIT {SqlLiteral.Of(Examples)}");
    }

    /// <summary>The completions by how frequent they are, one more than labels may be.</summary>
    public SqlStatement Labels() => SqlStatement.Create(
        $"SELECT r.C AS LABEL, COUNT(*) AS N FROM ({TrainingRows.Filled(_rows)}) r GROUP BY r.C ORDER BY N DESC, LABEL LIMIT {SqlLiteral.Of(MostLabels + 1)}");

    /// <summary>How many validation rows there are, and how many of them have a prompt of the training rows.</summary>
    public SqlStatement Overlap(SqlStatement validation) => SqlStatement.Create(
        $"""
        SELECT COUNT(*) AS N, COUNT(t.P) AS SHARED FROM (SELECT SHA2({TrainingRows.Normal("r.P")}, 256) AS P FROM ({rows.Mapped(validation)}) r) v
        LEFT JOIN (SELECT DISTINCT SHA2({TrainingRows.Normal("r.P")}, 256) AS P FROM ({_rows}) r) t ON t.P = v.P
        """);

    /// <summary>The first keys of rows for which a condition holds.</summary>
    public SqlStatement KeysWhere(SqlStatement condition) => SqlStatement.Create($"SELECT r.K FROM ({_rows}) r WHERE {condition} ORDER BY r.K LIMIT {SqlLiteral.Of(Examples)}");

    private SqlStatement ConflictingPrompts() => SqlStatement.Create(
        $"""
        SELECT MIN(d.K) AS K FROM (SELECT r.K, SHA2({TrainingRows.Normal("r.P")}, 256) AS P, {TrainingRows.Normal("r.C")} AS C FROM ({TrainingRows.Filled(_rows)}) r) d
        GROUP BY d.P HAVING MIN(d.C) <> MAX(d.C)
        """);
}
