using CortexSharp.Conformance;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>What becomes of rows that fail inside Snowflake: what may pass is asked again, all else is an answer.</summary>
public sealed class RepeatingTests
{
    private const int Cases = 5;

    [Fact]
    public async Task EvaluateAsync_RowsThrottled_AskedAgainAfterGrowingWaits()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var (one, other) = (rig.Throttle(0, 1), rig.Throttle(1, 3));
        var start = rig.Time.GetUtcNow();

        var result = await rig.EvaluateAsync();

        Assert.Equal((Cases, 0, 1.0), (result[Rig.Good].Count, result[Rig.Good].Errors, result[Rig.Good].Estimate()[0].Value));
        Assert.Equal((1, 3, 2 * Cases), (one.Fired, other.Fired, rig.Asked.Fired));
        Assert.Equal(1 + 2 + 4, (rig.Time.GetUtcNow() - start).TotalSeconds);
        Assert.Equal(3, await rig.Cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT SUM(REPEATS) FROM EVALUATION_SLICES")));
    }

    [Fact]
    public async Task EvaluateAsync_RowThrottledForEver_IsAnErrorInTheEnd()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var throttled = rig.Throttle(1);
        var request = rig.Request(Rig.Good) with { MostAttempts = 4 };

        Assert.Equal(1, (await rig.EvaluateAsync(request))[Rig.Good].Errors);
        var read = await AnswersAsync(rig);
        Assert.Equal(1, (await rig.EvaluateAsync(request))[Rig.Good].Errors);

        Assert.Equal((4, Cases - 1, CortexErrorKind.Throttled), (throttled.Fired, rig.Asked.Fired, read["k000001"].Error?.Kind));
    }

    [Fact]
    public async Task EvaluateAsync_AskFailedAgain_RepeatsAsOftenAnew()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var throttled = rig.Throttle(1, 4);
        var request = rig.Request(Rig.Good) with { MostAttempts = 3 };
        Assert.Equal(1, (await rig.EvaluateAsync(request))[Rig.Good].Errors);

        var result = await rig.EvaluateAsync(request with { AskFailedAgain = true });

        Assert.Equal((4, Cases, 0), (throttled.Fired, rig.Asked.Fired, result[Rig.Good].Errors));
    }

    [Theory]
    [InlineData("all requests were throttled by remote service", 400, true)]
    [InlineData("inference timed out", 503, true)]
    [InlineData("internal error", 500, true)]
    [InlineData("budget exceeded", 402, false)]
    [InlineData("unknown model \"x\"", 400, false)]
    [InlineData("max tokens of 8192 exceeded", 400, false)]
    [InlineData("something else", 400, false)]
    public async Task EvaluateAsync_RowFailsOnce_AskedAgainIfThatMayPass(string error, int status, bool mayPass)
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var failing = rig.Controls.OnCompletion("What is 1?").Once().Fail(error, status);

        var result = await rig.EvaluateAsync(rig.Request(Rig.Good));

        Assert.Equal((1, mayPass ? Cases : Cases - 1), (failing.Fired, rig.Asked.Fired));
        Assert.Equal(mayPass ? 0 : 1, result[Rig.Good].Errors);
    }

    [Fact]
    public async Task EvaluateAsync_ErrorDetailsRefused_AsksForNoRowAgain()
    {
        await using var rig = await Rig.CreateAsync(Cases, new() { AllowErrorDetails = false });
        var throttled = rig.Throttle(1);

        var result = await rig.EvaluateAsync(rig.Request(Rig.Good));

        Assert.Equal((1, 1), (throttled.Fired, result[Rig.Good].Errors));
    }

    [Fact]
    public async Task EvaluateAsync_ClientGoesOn_AsksForWhatMayPass()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var throttled = rig.Throttle(1);
        await using var dying = Dying(rig, LastStatement.Done, "DELETE FROM \"EVALUATION_ANSWERS\"");
        await Record.ExceptionAsync(() => rig.EvaluateAsync(rig.RequestOver(dying, Rig.Good) with { SliceSize = Cases }, dying));
        var far = new ScriptedClient();

        var result = await rig.EvaluateAsync(rig.Request(far.Model(name: Rig.Good)) with { SliceSize = Cases });

        Assert.Equal(["k000001"], far.Asked.Keys);
        Assert.Equal((1, Cases, 0), (throttled.Fired, result[Rig.Good].Count, result[Rig.Good].Errors));
    }

    [Theory]
    [InlineData("DELETE FROM \"EVALUATION_ANSWERS\"", 0)]
    [InlineData("UPDATE \"EVALUATION_SLICES\"", 0)]
    [InlineData("UPDATE \"EVALUATION_SLICES\"", 1)]
    [InlineData("UPDATE \"EVALUATION_SLICES\"", 2)]
    [InlineData("UPDATE \"EVALUATION_SLICES\"", 3)]
    public async Task EvaluateAsync_LateStatementWhileRowsAreAsked_ChangesNothing(string late, int survives)
    {
        await using var rig = await Rig.CreateAsync(Cases);
        await using var dying = Dying(rig, LastStatement.Late, late, survives);
        var asked = rig.Controls.OnCompletion(_ => true).Answer(async (call, _) =>
        {
            if (dying.IsDead)
                await dying.ArriveAsync();
            return Rig.Answer(call);
        });
        var throttled = rig.Throttle(1, 3);
        await Record.ExceptionAsync(() => rig.EvaluateAsync(rig.RequestOver(dying, Rig.Good), dying));

        var result = await rig.EvaluateAsync(rig.Request(Rig.Good));

        Assert.True(dying.IsDead);
        Assert.Equal((3, Cases), (throttled.Fired, asked.Fired));
        Assert.Equal((Cases, 0, 1.0), (result[Rig.Good].Count, result[Rig.Good].Errors, result[Rig.Good].Estimate()[0].Value));
    }

    private static DyingClient Dying(Rig rig, LastStatement fate, string statement, int survives = 0) =>
        new(rig.Cortex, survives, fate) { Counts = s => s.Text.Contains(statement, StringComparison.Ordinal) };

    private static async Task<Dictionary<string, EvaluationAnswer>> AnswersAsync(Rig rig)
    {
        var store = new EvaluationStore(rig.Cortex);
        var run = (await store.FindAsync(Rig.Id)).Single(run => run.Model == Rig.Good);
        return await store.ReadCasesAsync(run, run).ToDictionaryAsync(item => item.Case.Key, item => item.System!);
    }
}
