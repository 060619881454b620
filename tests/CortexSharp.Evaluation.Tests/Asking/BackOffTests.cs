using System.Collections.Concurrent;
using System.Net;
using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Asking;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;
using Microsoft.Extensions.AI;
using Moq;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Asking;

/// <summary>One case on which the model fails, while it answers others.</summary>
public sealed class BackOffTests
{
    private const string Poison = "What is 1?";

    private readonly ManualTimeProvider _time = new() { SkipsWaiting = true };
    private readonly ConcurrentQueue<string> _asked = [];

    public static TheoryData<string> MayBeOfTheCase =>
        ["unknown", "service", "timeout", "unexpected_response", "invalid_options", "a_kind_of_tomorrow"];

    [Theory]
    [MemberData(nameof(MayBeOfTheCase))]
    public async Task AskAsync_ModelAnswersAllButOneCase_ErrorIsTheCasesOwn(string kind)
    {
        var failure = new CortexException(new(kind), "no") { ServerMessage = "no" };
        var start = _time.GetUtcNow();

        var run = await AskAsync(3, prompt => prompt == Poison ? throw failure : "It is");

        Assert.Equal((3, 1), (run.Count, run.Errors));
        Assert.Equal((3, 3), (_asked.Count(prompt => prompt == Poison), _asked.Count(prompt => prompt == BackOff.ControlQuestion)));
        Assert.Equal(1 + 2, (_time.GetUtcNow() - start).TotalSeconds);
    }

    [Fact]
    public async Task AskAsync_NoOtherCaseIsLeft_ErrorIsTheCasesOwn()
    {
        var failure = new HttpRequestException("no", null, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(1, (await AskAsync(2, prompt => prompt == Poison ? throw failure : "It is")).Errors);
    }

    [Theory]
    [MemberData(nameof(MayBeOfTheCase))]
    public async Task AskAsync_ModelAnswersNothing_EndsTheCallAfterOneControlQuestion(string kind)
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => AskAsync(3, _ => throw new CortexException(new(kind), "no")));

        Assert.Equal((kind, "no"), (error.Kind.Value, error.Message));
        Assert.Equal(["What is 0?", BackOff.ControlQuestion], _asked);
    }

    [Fact]
    public async Task AskAsync_CaseAnsweredInTheEnd_IsAnswered()
    {
        var failures = 2;

        var run =
            await AskAsync(3, prompt => prompt == Poison && failures-- > 0 ? throw new CortexException(CortexErrorKind.Service, "no") : "It is");

        Assert.Equal((3, 0), (run.Count, run.Errors));
    }

    [Theory]
    [InlineData("authentication")]
    [InlineData("budget_exceeded")]
    [InlineData("network")]
    public async Task AskAsync_ErrorOfTheAccountOrTheWay_EndsTheCallWithoutAControlQuestion(string kind)
    {
        await Assert.ThrowsAsync<CortexException>(() =>
            AskAsync(3, prompt => prompt == Poison ? throw new CortexException(new(kind), "no") : "It is"));

        Assert.Equal(["What is 0?", Poison], _asked);
    }

    [Fact]
    public async Task AskAsync_ControlTurnedAwayOrNotInTheForm_IsPatient()
    {
        var turnedAway = 1;

        var run = await AskAsync(3, prompt => prompt switch
        {
            Poison => throw new CortexException(CortexErrorKind.Unknown, "no"),
            BackOff.ControlQuestion when turnedAway-- > 0 => throw new CortexException(CortexErrorKind.Throttled, "later"),
            BackOff.ControlQuestion => throw new StructuredOutputException("ready", "not in the form"),
            _ => "It is",
        });

        Assert.Equal((3, 1), (run.Count, run.Errors));
    }

    [Fact]
    public async Task AskAsync_StoredRun_TellsTheErrorAndIsNotBlocked()
    {
        await using var rig = await Rig.CreateAsync(3);
        var poisoned = true;
        var model = Model(prompt => poisoned && prompt == Poison ? throw new CortexException(CortexErrorKind.Unknown, "no") : "It is");

        Assert.Equal((3, 1), await EvaluateAsync(again: false));
        var error = await rig.Cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT ERROR FROM EVALUATION_ANSWERS WHERE KEY = 'k000001'"));
        Assert.Equal("no — It came 3 times for this case, while the model answered another question: it is the case's own.", error);
        Assert.Equal((3, 1), await EvaluateAsync(again: false));
        Assert.Equal(3, _asked.Count(prompt => prompt == Poison));
        poisoned = false;
        Assert.Equal((3, 0), await EvaluateAsync(again: true));

        async Task<(int Count, int Errors)> EvaluateAsync(bool again)
        {
            var run = (await rig.EvaluateAsync(rig.Request(model) with { AskFailedAgain = again })).Runs[0];
            return (run.Count, run.Errors);
        }
    }

    [Fact]
    public async Task AskAsync_JudgeFailsOnOneAnswer_GivesNoVerdictOnIt()
    {
        var judge = new Mock<IJudgeModel>();
        judge.SetupGet(j => j.Name).Returns("judge");
        judge.Setup(j => j.AskAsync(It.IsAny<JudgeRequest>(), It.IsAny<CancellationToken>())).Returns((JudgeRequest request, CancellationToken _) =>
            request.Messages[^1].Content.Contains("poison", StringComparison.Ordinal)
                ? throw new CortexException(CortexErrorKind.Unknown, "no")
                : Task.FromResult(new JudgeReply("""{"reason":"well","factuality":5,"helpfulness":4}""", null)));
        var metric = new JudgeMetric(judge.Object, timeProvider: _time);

        var good = await metric.ScoreAsync(new("1", "p", "r"), EvaluationAnswer.Of("1", "fine"));
        var bad = await metric.ScoreAsync(new("2", "p", "r"), EvaluationAnswer.Of("2", "poison"));

        Assert.Equal(5, good.Values[0]);
        Assert.Equal((double.NaN, "no verdict: the judge failed (unknown)"), (bad.Values[0], bad.Reason));
    }

    [Fact]
    public void WaitAfter_ManyAttempts_DoublesUpToAMinute() =>
        Assert.Equal(
            [1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 7).Append(int.MaxValue).Select(attempt => BackOff.WaitAfter(attempt).TotalSeconds));

    private async Task<ScoredRun> AskAsync(int cases, Func<string, string> answer)
    {
        var source = CaseSource.Of(Enumerable.Range(0, cases).Select(i => new EvaluationCase($"{i}", $"What is {i}?", "It is")));
        var request = new EvaluationRequest(source, new MetricSet(new ExactMatchMetric()), Model(answer)) { Concurrency = 1 };
        return (await new CortexEvaluator(_time).EvaluateAsync(request)).Runs[0];
    }

    private EvaluatedModel Model(Func<string, string> answer)
    {
        var client = new Mock<IChatClient>();
        client.Setup(c => c.GetResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Returns((IEnumerable<ChatMessage> messages, ChatOptions _, CancellationToken _) =>
            {
                var prompt = messages.Single().Text;
                _asked.Enqueue(prompt);
                return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer(prompt))));
            });
        return EvaluatedModel.Of("gpt", client.Object);
    }
}
