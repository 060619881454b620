using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Storage;

/// <summary>Verdicts on two runs are kept as they come. The judge likes right answers; the system is right where the baseline may be wrong.</summary>
public sealed partial class StoredVerdictsTests
{
    private const int Cases = 7;
    private const string Expected = "judge: better on 3, as good on 4, worse on 0";

    [Fact]
    public async Task JudgeAsync_TwoRuns_KeepsEveryVerdictAndAsksForNoneAgain()
    {
        await using var rig = await EvaluatedAsync();
        var far = new Judge();
        var (baseline, system) = await RunsAsync(rig);
        var store = new EvaluationStore(rig.Cortex);

        var first = await store.JudgeAsync(new(far), baseline, system);
        var second = await store.JudgeAsync(new(far), baseline, system);

        Assert.StartsWith(Expected, first.ToString(), StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.Equal(Cases * 2 * 15, second.Usage?.TotalTokens);
        Assert.Equal(Cases, far.Asked.Count);
        Assert.All(far.Asked.Values, times => Assert.Equal(2, times));
    }

    [Fact]
    public async Task ReadVerdictsAsync_KeptVerdicts_AreThoseThatWereGiven()
    {
        await using var rig = await EvaluatedAsync();
        var judge = new PairwiseJudge(new Judge());
        var (baseline, system) = await RunsAsync(rig);
        var store = new EvaluationStore(rig.Cortex);
        var given = await judge.JudgeAsync(store.ReadCasesAsync(baseline, system)).OrderBy(pair => pair.Key).ToListAsync();

        Assert.Empty(await store.ReadVerdictsAsync(judge, baseline, system).ToListAsync());
        await store.JudgeAsync(judge, baseline, system);
        var read = await store.ReadVerdictsAsync(judge, baseline, system).ToListAsync();

        Assert.Equal(given.Select(Told), read.Select(Told));
        Assert.Empty(await store.ReadVerdictsAsync(judge, system, baseline).ToListAsync());
        Assert.Empty(await store.ReadVerdictsAsync(new(new Judge(), new() { ShowReferences = false }), baseline, system).ToListAsync());

        static (string, PairwiseOutcome, bool, string, object?, string) Told(JudgedPair pair) => (
            pair.Key, pair.Verdict.Outcome, pair.Verdict.IsConsistent, string.Join(
                '|', pair.Verdict.Reasons), pair.Verdict.Usage, pair.Verdict.Judge);
    }

    [Theory]
    [InlineData(LastStatement.Lost)]
    [InlineData(LastStatement.Done)]
    [InlineData(LastStatement.RunsOn)]
    [InlineData(LastStatement.Late)]
    public async Task JudgeAsync_KilledAtEveryStatement_PaysForNoKeptVerdictTwice(LastStatement fate)
    {
        var killed = 0;
        for (; ; killed++)
        {
            await using var rig = await EvaluatedAsync();
            await using var dying = new DyingClient(rig.Cortex, killed, fate);
            var far = new Judge { IsDead = () => dying.IsDead };
            var (baseline, system) = await RunsAsync(rig);
            await Record.ExceptionAsync(() => new EvaluationStore(dying).JudgeAsync(new(far), baseline, system, concurrency: 2));
            if (!dying.IsDead)
                break;
            far.IsDead = () => false;
            var store = new EvaluationStore(rig.Cortex);
            var kept = await store.ReadVerdictsAsync(new(far), baseline, system).Select(pair => pair.Key).ToListAsync();

            await store.JudgeAsync(new(far), baseline, system);
            await dying.ArriveAsync();
            var pairs = await store.ReadVerdictsAsync(new(far), baseline, system).ToListAsync();

            Assert.StartsWith(Expected, PairwiseComparison.Of("judge", pairs).ToString(), StringComparison.Ordinal);
            Assert.All(kept, key => Assert.Equal(2, far.Asked[key]));
            Assert.All(far.Asked.Values, times => Assert.InRange(times, 2, 4));
        }

        // Making the table, reading the cases, a write at least, looking for more, and adding up.
        Assert.True(killed >= 7, $"{killed} statements.");
    }

    [Fact]
    public async Task JudgeAsync_JudgeIsLost_GoesOnWithWhatIsNotJudged()
    {
        await using var rig = await EvaluatedAsync();
        var far = new Judge { Lost = "k000004" };
        var (baseline, system) = await RunsAsync(rig);
        var store = new EvaluationStore(rig.Cortex);

        Assert.Equal(
            CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => store.JudgeAsync(new(far), baseline, system, 1))).Kind);
        Assert.Equal(4, await store.ReadVerdictsAsync(new(far), baseline, system).CountAsync());
        far.Lost = null;
        var compared = await store.JudgeAsync(new(far), baseline, system, 1);

        Assert.StartsWith(Expected, compared.ToString(), StringComparison.Ordinal);
        Assert.All(far.Asked.Values, times => Assert.Equal(2, times));
    }

    [Fact]
    public async Task JudgeAsync_AnswerIsMissing_IsJudgedOnceItIsThere()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        rig.Controls.OnCompletion("What is 2?").Once().Fail("unknown model");
        await rig.EvaluateAsync();
        var far = new Judge();
        var (baseline, system) = await RunsAsync(rig);
        var store = new EvaluationStore(rig.Cortex);

        var before = await store.JudgeAsync(new(far), baseline, system);
        Assert.Equal((1, 3, 3, Cases - 1), (before.NoVerdicts, before.Wins, before.Ties, far.Asked.Count));
        await rig.EvaluateAsync(rig.Request() with { AskFailedAgain = true });
        var after = await store.JudgeAsync(new(far), baseline, system);

        Assert.Equal((0, 3, 4, Cases), (after.NoVerdicts, after.Wins, after.Ties, far.Asked.Count));
        Assert.All(far.Asked.Values, times => Assert.Equal(2, times));
    }

    [Fact]
    public async Task JudgeAsync_RunsOfTwoEvaluations_CountCasesThatAskTheSame()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        await rig.EvaluateAsync(rig.Request(Rig.Poor));
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE held_out SET question = 'What is 1, really?' WHERE id = 'k000001'"));
        var other = Guid.NewGuid();
        await rig.EvaluateAsync(rig.Request(Rig.Good) with { Id = other });
        var far = new Judge();
        var store = new EvaluationStore(rig.Cortex);
        var (baseline, system) = ((await store.FindAsync(Rig.Id))[0], (await store.FindAsync(other))[0]);

        var compared = await store.JudgeAsync(new(far), baseline, system);

        Assert.Equal((2, 4, Cases - 1), (compared.Wins, compared.Ties, far.Asked.Count));
        Assert.DoesNotContain("k000001", await store.ReadCasesAsync(baseline, system).Select(item => item.Case.Key).ToListAsync());
        await rig.Cortex.ExecuteNonQueryAsync(
            SqlStatement.Create($"UPDATE EVALUATION_CASES SET PROMPT = PROMPT || '!' WHERE EVALUATION = {other.ToString()}"));
        var error =
            await Assert.ThrowsAsync<EvaluationDataException>(() => store.JudgeAsync(new(far, new() { Instructions = "Judge." }), baseline, system));
        Assert.Contains("no case in common", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Rig> EvaluatedAsync()
    {
        var rig = await Rig.CreateAsync(Cases);
        await rig.EvaluateAsync();
        return rig;
    }

    private static async Task<(StoredRun Baseline, StoredRun System)> RunsAsync(Rig rig)
    {
        var runs = await new EvaluationStore(rig.Cortex).FindAsync(Rig.Id);
        return (runs.Single(run => run.Model == Rig.Poor), runs.Single(run => run.Model == Rig.Good));
    }

    /// <summary>A judge that likes right answers, and counts how often it was asked about each case.</summary>
    private sealed partial class Judge : IJudgeModel
    {
        private readonly ConcurrentDictionary<string, int> _asked = new();

        public string Name => "judge";

        public IReadOnlyDictionary<string, int> Asked => _asked;

        public Func<bool> IsDead { get; set; } = () => false;

        public string? Lost { get; set; }

        public async Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var question = request.Messages[^1].Content;
            var key = $"k{Number().Match(question).Groups[1].Value.PadLeft(6, '0')}";
            if (IsDead())
                throw new DyingClient.ProcessDiedException();
            if (key == Lost)
                throw new CortexException(CortexErrorKind.Network, "lost");
            _asked.AddOrUpdate(key, 1, (_, times) => times + 1);
            var wrong = question.IndexOf("Who knows", StringComparison.Ordinal);
            var better = wrong < 0 ? "tie" : wrong < question.LastIndexOf("It is", StringComparison.Ordinal) ? "B" : "A";
            return new JudgeReply($$"""{"reason":"{{better}} it is","better":"{{better}}"}""", new(10, 5, 15));
        }

        [GeneratedRegex("What is ([0-9]+)")]
        private static partial Regex Number();
    }
}
