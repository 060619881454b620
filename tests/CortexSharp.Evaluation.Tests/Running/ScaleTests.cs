using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Metrics;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>
/// A hundredth of what <c>benchmarks -- --evaluate</c> runs. Nothing else runs beside, because memory is counted; time is not, machines differ.
/// </summary>
[CollectionDefinition(nameof(ScaleTests), DisableParallelization = true)]
[Collection(nameof(ScaleTests))]
public sealed class ScaleTests
{
    [Fact]
    public async Task EvaluateAsync_AThousandCasesByTwoModels_AllocatesLittle()
    {
        await using var rig = await Rig.CreateAsync(1000);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var result = await rig.EvaluateAsync(new EvaluationRequest(rig.Source(), All(), Rig.Good, Rig.Poor) { SliceSize = 250 });

        // The engine's share included: the answers are asked for, parsed and stored in this process.
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / 2000, 1, 60_000);
        Assert.Equal(2000, rig.Asked.Fired);
        Assert.All(result.Runs, run => Assert.Equal((1000, 0), (run.Count, run.Errors)));
        Assert.Equal(0.5, result[Rig.Poor].Estimate(resampling: new() { Samples = 10 })[0].Value);
    }

    /// <summary>What a round trip costs is paid for slices, not for cases.</summary>
    [Fact]
    public async Task EvaluateAsync_TenTimesTheCases_SendsAsManyStatements() =>
        Assert.Equal(await StatementsAsync(cases: 100, sliceSize: 25), await StatementsAsync(cases: 1000, sliceSize: 250));

    [Fact]
    public async Task ScoredRun_AllTextMetrics_KeepsHalfAKilobyteOfAnAnswer()
    {
        const int Answers = 2000;
        var metrics = All();
        await AddAsync(new ScoredRun("warm", metrics), 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var run = new ScoredRun("run", metrics, Answers);
        for (var i = 0; i < Answers; i++)
            await AddAsync(run, i);

        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / Answers, 1, 600);
        Assert.Equal(Answers, run.Count);
    }

    private static ValueTask AddAsync(ScoredRun run, int i) => run.AddAsync(
        new($"key {i}", "Where is it?", "It is on its way to you and will come soon"),
        EvaluationAnswer.Of($"key {i}", $"It will come soon, number {i}") with { Usage = new(10, 5, 15) });

    private static async Task<int> StatementsAsync(int cases, int sliceSize)
    {
        await using var rig = await Rig.CreateAsync(cases);
        var statements = rig.Controls.OnStatement("").Proceed();
        await rig.EvaluateAsync(new EvaluationRequest(rig.Source(), All(), Rig.Good, Rig.Poor) { SliceSize = sliceSize });
        // Eight slices, a dozen statements each.
        Assert.InRange(statements.Fired, 8, 120);
        return statements.Fired;
    }

    private static MetricSet All() => new(
        new ExactMatchMetric(), new SquadMetric(), new TokenF1Metric(), new BleuMetric(), new ChrfMetric(),
        new RougeMetric(RougeTypes.Usual | RougeTypes.RougeLsum));
}
