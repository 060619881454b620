using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Evaluation.Tests.Reports;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

public sealed class StoredCasesTests
{
    [Fact]
    public async Task ReadCases_TwoRuns_GivesCasesWithBothAnswersByKey()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();
        var store = new EvaluationStore(rig.Cortex);
        var (good, poor) = await RunsAsync(store);

        var cases = await store.ReadCasesAsync(good, poor).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"k00000{i}"), cases.Select(item => item.Case.Key));
        Assert.Equal(("What is 1?", "It is 1", "It is 1"), (cases[1].Case.Prompt, cases[1].Case.References[0], cases[1].Baseline!.Text));
        Assert.NotEqual("It is 1", cases[1].System!.Text);
        Assert.All(cases, item => Assert.Equal(item.Case.Key, item.System!.CaseKey));
        Assert.Equal("en", cases[0].Case.Tags["lang"]);
    }

    [Fact]
    public async Task ReadCases_FailedAnswers_AreErrors()
    {
        await using var rig = await Rig.CreateAsync();
        await rig.EvaluateAsync();
        var store = new EvaluationStore(rig.Cortex);
        var (good, poor) = await RunsAsync(store);
        await rig.Cortex.ExecuteNonQueryAsync(
            SqlStatement.Create($"UPDATE EVALUATION_ANSWERS SET ANSWER = NULL, ERROR = 'broken' WHERE RUN = {poor.Id} AND KEY = 'k000002'"));

        var cases = await store.ReadCasesAsync(good, poor).ToListAsync();

        Assert.NotNull(cases[2].System!.Error);
        Assert.Null(cases[2].Baseline!.Error);
    }

    [Fact]
    public async Task ReadCases_InAReport_ShowsEveryRegression()
    {
        await using var rig = await Rig.CreateAsync();
        var result = await rig.EvaluateAsync();
        var store = new EvaluationStore(rig.Cortex);
        var (good, poor) = await RunsAsync(store);

        var report = new EvaluationReport(Comparison.Compare(result[Rig.Good], result[Rig.Poor])) { Cases = store.ReadCasesAsync(good, poor) };

        Assert.Contains("2 of 2 regressions", await ReportData.HtmlAsync(report), StringComparison.Ordinal);
        Assert.Equal(5, (await ReportData.TextAsync(stream => report.WriteJsonlAsync(stream))).Count(c => c == '\n'));
    }

    private static async Task<(StoredRun Good, StoredRun Poor)> RunsAsync(EvaluationStore store)
    {
        var runs = await store.FindAsync(Rig.Id);
        return (runs.Single(run => run.Model == Rig.Good), runs.Single(run => run.Model == Rig.Poor));
    }
}
