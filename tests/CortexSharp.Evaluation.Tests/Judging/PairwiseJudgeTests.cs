using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Judging;

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

    private static string Says(string better) => $$"""{"reason":"because","better":"{{better}}"}""";

    private static Task<PairwiseVerdict> JudgeAsync(ScriptedJudge judge) =>
        new PairwiseJudge(judge).JudgeAsync(Case, EvaluationAnswer.Of("k", "one answer"), EvaluationAnswer.Of("k", "another answer"));

    private static bool Before(JudgeRequest request, string first, string second)
    {
        var question = request.Messages[^1].Content;
        return question.IndexOf($"\n{first}\n", StringComparison.Ordinal) < question.IndexOf($"\n{second}\n", StringComparison.Ordinal);
    }
}
