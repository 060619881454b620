using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Reports;

namespace CortexSharp.Evaluation.Tests.Judging;

public sealed class PairwiseJudgeTests
{
    private static readonly EvaluationCase Case = new("k", "Question?", "reference");

    [Theory]
    [InlineData("A", "B", PairwiseOutcome.First, true)]
    [InlineData("B", "A", PairwiseOutcome.Second, true)]
    [InlineData("tie", "tie", PairwiseOutcome.Tie, true)]
    [InlineData("A", "A", PairwiseOutcome.Tie, false)]
    [InlineData("B", "B", PairwiseOutcome.Tie, false)]
    [InlineData("A", "tie", PairwiseOutcome.Tie, false)]
    public async Task JudgeAsync_BothOrders_DecideTogether(string there, string back, PairwiseOutcome outcome, bool consistent)
    {
        var judge = new ScriptedJudge(Says(there), Says(back));

        var verdict = await JudgeAsync(judge);

        Assert.Equal((outcome, consistent), (verdict.Outcome, verdict.IsConsistent));
        Assert.Equal(new TokenUsage(20, 10, 30), verdict.Usage);
        Assert.True(Before(judge.Requests[0], "one answer", "another answer"));
        Assert.True(Before(judge.Requests[1], "another answer", "one answer"));
    }

    [Fact]
    public async Task JudgeAsync_NoVerdictOnOneOrder_IsNone()
    {
        var verdict = await JudgeAsync(new ScriptedJudge(Says("A"), "I would rather not.", "{\"better\":\"C\"}"));

        Assert.Equal(PairwiseOutcome.NoVerdict, verdict.Outcome);
        Assert.Contains("did not keep to the form", verdict.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task JudgeAsync_HalfACharacter_IsNotInTheForm() =>
        Assert.Equal(PairwiseOutcome.NoVerdict, (await JudgeAsync(new ScriptedJudge("""{"reason":"\ud800","better":"A"}"""))).Outcome);

    [Fact]
    public async Task Signature_JudgePromptAndOptions_IsWithEveryVerdict()
    {
        var judge = new PairwiseJudge(new ScriptedJudge(Says("A")));

        var verdict = await judge.JudgeAsync(Case, EvaluationAnswer.Of("k", "one"), EvaluationAnswer.Of("k", "two"));
        var none = await judge.JudgeAsync(Case, EvaluationAnswer.Of("k", "one"), EvaluationAnswer.Failed("k", new(CortexErrorKind.NoAnswer, "none")));

        Assert.Equal($"pairwise|model:judge-1|prompt:{judge.PromptHash}|temperature:0|top_p:|max_tokens:1024", judge.Signature);
        Assert.Equal((judge.Signature, judge.Signature), (verdict.Judge, none.Judge));
        Assert.Equal(judge.PromptHash, Judge().PromptHash);
        Assert.NotEqual(judge.PromptHash, Judge(new() { Dimensions = [JudgeDimension.Helpfulness] }).PromptHash);
        Assert.NotEqual(judge.PromptHash, Judge(new() { ShowReferences = false }).PromptHash);
        Assert.NotEqual(judge.PromptHash, Judge(new() { Instructions = "Be kind." }).PromptHash);
        Assert.Contains("|temperature:1|", Judge(new() { Completion = new() { Temperature = 1 } }).Signature, StringComparison.Ordinal);

        static PairwiseJudge Judge(JudgeOptions? options = null) => new(new ScriptedJudge(Says("B")), options);
    }

    [Fact]
    public async Task JudgeAsync_FailedAnswer_IsNotAsked()
    {
        var judge = new ScriptedJudge(Says("A"));

        var verdict = await new PairwiseJudge(judge).JudgeAsync(
            Case, EvaluationAnswer.Of("k", "text"), EvaluationAnswer.Failed("k", new(CortexErrorKind.NoAnswer, "none")));

        Assert.Equal(PairwiseOutcome.NoVerdict, verdict.Outcome);
        Assert.Empty(judge.Requests);
    }

    [Fact]
    public async Task JudgeAsync_TwoRuns_AddsUpWhatIsSaidOfEachCase()
    {
        // In both orders: the system is better, the baseline is, neither is, and the place decides.
        var judge = new ScriptedJudge([.. ((string[])["B", "A", "A", "B", "tie", "tie", "A", "A"]).Select(Says)]);
        string[] keys = ["1", "2", "3", "4"];
        var cases = keys.Select(key => new CaseAnswers(new(key, "?"), EvaluationAnswer.Of(key, "old"), EvaluationAnswer.Of(key, "new")))
            .Append(new(new("5", "?"), null, EvaluationAnswer.Of("5", "new")));

        var pairs = await new PairwiseJudge(judge).JudgeAsync(cases.ToAsyncEnumerable(), concurrency: 1).ToListAsync();
        var compared = PairwiseComparison.Of(judge.Name, pairs);

        Assert.Equal([.. keys, "5"], pairs.Select(pair => pair.Key));
        Assert.Equal((1, 2, 1, 1, 1), (compared.Wins, compared.Ties, compared.Losses, compared.NoVerdicts, compared.Inconsistent));
        Assert.Equal((0.5, 1.0, new TokenUsage(80, 40, 120)), (compared.WinRate, compared.PValue, compared.Usage));
        Assert.Equal(compared, PairwiseComparison.Of(judge.Name, pairs.AsEnumerable().Reverse()));
        Assert.Throws<ArgumentException>(() => PairwiseComparison.Of(judge.Name, [.. pairs, pairs[0]]));
        Assert.Throws<ArgumentException>(() =>
            PairwiseComparison.Of(judge.Name, [pairs[0], pairs[1] with { Verdict = pairs[1].Verdict with { Judge = "another" } }]));
    }

    [Fact]
    public void Of_ManyWins_AreTestedBySigns()
    {
        var pairs = Enumerable.Range(0, 20).Select(i => new JudgedPair(
            $"{i}", new(i < 9 ? PairwiseOutcome.Second : i < 10 ? PairwiseOutcome.First : PairwiseOutcome.Tie, true, [], null) { Judge = "judge" }));

        var compared = PairwiseComparison.Of("judge", pairs);

        // Of ten that are better or worse, one or none is worse, or the other way round: 2 * (1 + 10) / 2^10.
        Assert.Equal(22 / 1024.0, compared.PValue, 12);
        Assert.Equal(0.7, compared.WinRate, 12);
        Assert.InRange(0.7, compared.Interval.Low, compared.Interval.High);
        Assert.True(compared.Interval.Low > 0.5);
        Assert.True(double.IsNaN(PairwiseComparison.Of("judge", []).WinRate));
    }

    [Fact]
    public async Task JudgeAsync_JudgeIsGone_TellsWhatWasPaidForFirst()
    {
        var judge = new ScriptedJudge(Says("A"), Says("B"), new CortexException(CortexErrorKind.NotAuthorized, "no right"));
        var cases = Enumerable.Range(0, 3)
            .Select(i => new CaseAnswers(new($"{i}", "?"), EvaluationAnswer.Of($"{i}", "old"), EvaluationAnswer.Of($"{i}", "new")));
        var kept = new List<JudgedPair>();

        await Assert.ThrowsAsync<CortexException>(async () =>
        {
            await foreach (var pair in new PairwiseJudge(judge).JudgeAsync(cases.ToAsyncEnumerable(), concurrency: 1))
                kept.Add(pair);
        });

        Assert.Equal(("0", PairwiseOutcome.First), (Assert.Single(kept).Key, kept[0].Verdict.Outcome));
    }

    private static string Says(string better) => $$"""{"reason":"because","better":"{{better}}"}""";

    private static Task<PairwiseVerdict> JudgeAsync(ScriptedJudge judge) =>
        new PairwiseJudge(judge).JudgeAsync(Case, EvaluationAnswer.Of("k", "one answer"), EvaluationAnswer.Of("k", "another answer"));

    private static bool Before(JudgeRequest request, string first, string second)
    {
        var question = request.Messages[^1].Content;
        return question.IndexOf($"\n{first}\n", StringComparison.Ordinal) < question.IndexOf($"\n{second}\n", StringComparison.Ordinal);
    }
}
