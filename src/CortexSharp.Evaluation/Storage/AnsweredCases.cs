using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The cases that two runs have answered, with both answers.</summary>
internal sealed class AnsweredCases(EvaluationTables tables, StoredRun baseline, StoredRun system)
{
    public SqlStatement Statement => SqlStatement.Create(
        $"""
        SELECT c.KEY, c.PROMPT, TO_JSON(c.REFERENCE) AS REFERENCE, TO_JSON(c.TAGS) AS TAGS,
          b.ANSWER AS BASELINE_ANSWER, b.ERROR AS BASELINE_ERROR, s.ANSWER AS SYSTEM_ANSWER, s.ERROR AS SYSTEM_ERROR
        FROM {tables.Cases} c
        JOIN {tables.Answers} b ON b.RUN = {baseline.Id} AND b.KEY = c.KEY
        JOIN {tables.Answers} s ON s.RUN = {system.Id} AND s.KEY = c.KEY
        WHERE c.EVALUATION = {baseline.Evaluation.ToString()} ORDER BY c.KEY
        """);

    public CaseAnswers Read(SqlRow row)
    {
        var item = QueryCaseSource.CaseOf(row);
        return new(item, AnswerOf(row, "BASELINE", item.Key, baseline.Model), AnswerOf(row, "SYSTEM", item.Key, system.Model));
    }

    private static EvaluationAnswer AnswerOf(SqlRow row, string run, string key, string model) =>
        AnswerStatements.AnswerOf(key, row.GetOrDefault<string>($"{run}_ANSWER"), row.GetOrDefault<string>($"{run}_ERROR"), model);
}
