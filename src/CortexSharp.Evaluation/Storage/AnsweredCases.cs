using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>
/// The cases that two runs have answered, with both answers. A key that asks or expects something else in the other run's evaluation is no such case.
/// </summary>
internal sealed class AnsweredCases(EvaluationTables tables, StoredRun baseline, StoredRun system)
{
    private static readonly SqlStatement Columns = SqlStatement.Create(
        $"""
        c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS,
          b.ANSWER AS BASELINE_ANSWER, b.ERROR AS BASELINE_ERROR, s.ANSWER AS SYSTEM_ANSWER, s.ERROR AS SYSTEM_ERROR
        """);

    public SqlStatement Statement => SqlStatement.Create($"SELECT {Columns} FROM {Source} WHERE {IsOne} ORDER BY c.KEY");

    /// <summary>Joins that give each case <c>c</c> its answers <c>b</c> and <c>s</c>.</summary>
    private SqlStatement Source => SqlStatement.Create(
        $"""
        {tables.Cases} c
        JOIN {tables.Cases} d ON d.EVALUATION = {system.Evaluation.ToString()} AND d.KEY = c.KEY AND d.PROMPT = c.PROMPT
          AND TO_JSON(d.REFERENCE) = TO_JSON(c.REFERENCE)
        JOIN {tables.Answers} b ON b.RUN = {baseline.Id} AND b.KEY = c.KEY
        JOIN {tables.Answers} s ON s.RUN = {system.Id} AND s.KEY = c.KEY
        """);

    private SqlStatement IsOne => SqlStatement.Create($"c.EVALUATION = {baseline.Evaluation.ToString()}");

    private static SqlStatement LacksAnswer => SqlStatement.Create(
        $"(b.ANSWER IS NULL OR b.ERROR IS NOT NULL OR s.ANSWER IS NULL OR s.ERROR IS NOT NULL)");

    /// <summary>The first cases after a key, with both answers there, that are not among these.</summary>
    public SqlStatement After(string key, int most, SqlStatement exceptKeys) => SqlStatement.Create(
        $"""
        SELECT {Columns} FROM {Source}
        WHERE {IsOne} AND c.KEY > {key} AND NOT {LacksAnswer} AND c.KEY NOT IN ({exceptKeys}) ORDER BY c.KEY LIMIT {SqlLiteral.Of(most)}
        """);

    /// <summary>The keys of the cases of which an answer is missing.</summary>
    public SqlStatement Unanswered => SqlStatement.Create($"SELECT c.KEY FROM {Source} WHERE {IsOne} AND {LacksAnswer} ORDER BY c.KEY");

    public CaseAnswers Read(SqlRow row)
    {
        var item = QueryCaseSource.CaseOf(row);
        return new(item, AnswerOf(row, "BASELINE", item.Key, baseline.Model), AnswerOf(row, "SYSTEM", item.Key, system.Model));
    }

    private static EvaluationAnswer AnswerOf(SqlRow row, string run, string key, string model) =>
        AnswerStatements.AnswerOf(key, row.GetOrDefault<string>($"{run}_ANSWER"), row.GetOrDefault<string>($"{run}_ERROR"), model);
}
