using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>Until an evaluation has begun, its cases are those of the source, whatever an earlier call took in.</summary>
public sealed class IntakeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EvaluateAsync_SetThatWasRefused_IsMendedUnderTheSameId(bool isInside)
    {
        await using var rig = await Rig.CreateAsync();
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE held_out SET answer = NULL WHERE id = 'k000003'"));
        var error = await Assert.ThrowsAsync<EvaluationDataException>(() => EvaluateAsync(rig, isInside));
        Assert.Contains("'k000003' has no reference", error.Message);
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE held_out SET answer = 'It is 3' WHERE id = 'k000003'"));

        var result = await EvaluateAsync(rig, isInside);

        Assert.Equal((5, 1.0), (result[Rig.Good].Count, result[Rig.Good].Estimate()[0].Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EvaluateAsync_SourceChangedBeforeTheEvaluationBegan_IsTakenInAfresh(bool isInside)
    {
        await using var rig = await Rig.CreateAsync();
        rig.Controls.OnStatement("MERGE INTO \"EVALUATION_CASES\"").Once().LoseConnectionAfter();
        await Assert.ThrowsAsync<CortexException>(() => EvaluateAsync(rig, isInside));
        await rig.Cortex.ExecuteNonQueryAsync(
            SqlStatement.Create($"UPDATE held_out SET question = 'What is 7?', answer = 'It is 7' WHERE id = 'k000003'"));
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM held_out WHERE id = 'k000004'"));

        var result = await EvaluateAsync(rig, isInside);

        Assert.Equal((4, 1.0), (result[Rig.Good].Count, result[Rig.Good].Estimate()[0].Value));
        Assert.Contains("|What is 7?|", await rig.DumpAsync());
        Assert.DoesNotContain("What is 3?", await rig.DumpAsync());
    }

    [Fact]
    public async Task EvaluateAsync_SourceOfAnEvaluationThatHasBegun_MayChange()
    {
        await using var rig = await Rig.CreateAsync();
        rig.Controls.OnStatement("AI_COMPLETE").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => EvaluateAsync(rig, isInside: true));
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM held_out"));

        Assert.Equal(5, (await EvaluateAsync(rig, isInside: true))[Rig.Good].Count);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task EvaluateAsync_CaseThatAMetricCannotScore_IsToldBeforeAnythingIsAsked(bool isInside, bool isLabel)
    {
        await using var rig = await Rig.CreateAsync();
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE held_out SET answer = IFF(id = 'k000004', 'perhaps', '1')"));
        var metrics = new MetricSet(isLabel ? new LabelMetric(["1", "2"]) : new JsonMetric());

        var error = await Assert.ThrowsAsync<EvaluationDataException>(() => EvaluateAsync(rig, isInside, metrics));
        Assert.Contains("The reference of the case 'k000004' is no", error.Message);
        Assert.Equal(0, rig.Asked.Fired);

        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE held_out SET answer = '2' WHERE id = 'k000004'"));
        Assert.Equal(5, (await EvaluateAsync(rig, isInside, metrics))[Rig.Good].Count);
    }

    [Fact]
    public async Task EvaluateAsync_MetricAddedLater_ChecksTheCasesOnce()
    {
        await using var rig = await Rig.CreateAsync();
        await EvaluateAsync(rig, isInside: true);
        var metrics = new MetricSet(new LabelMetric(["It is 0", "It is 1", "It is 2", "It is 3"]));
        var all = new MetricSet(new LabelMetric([.. Enumerable.Range(0, 5).Select(i => $"It is {i}")]));

        var error = await Assert.ThrowsAsync<EvaluationDataException>(() => EvaluateAsync(rig, isInside: true, metrics));
        Assert.Contains("'k000004'", error.Message);
        Assert.Equal(1, (await EvaluateAsync(rig, isInside: true, all))[Rig.Good].Estimate()[0].Value);
        var readings = rig.Controls.OnStatement("SELECT c.KEY, c.PROMPT").Proceed();
        await EvaluateAsync(rig, isInside: true, all);

        Assert.Equal((5, 0), (rig.Asked.Fired, readings.Fired));
    }

    private static async Task<EvaluationResult> EvaluateAsync(Rig rig, bool isInside, MetricSet? metrics = null)
    {
        var source = isInside ? rig.Source() : CaseSource.Of(await rig.Source().ReadAsync().ToListAsync());
        return await rig.EvaluateAsync(new(source, metrics ?? Rig.Metrics(), Rig.Good) { Id = Rig.Id, SliceSize = 3 });
    }
}
