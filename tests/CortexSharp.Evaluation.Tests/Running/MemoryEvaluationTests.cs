using CortexSharp.Completions;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Usage;
using Microsoft.Extensions.AI;
using Moq;

namespace CortexSharp.Evaluation.Tests.Running;

public sealed class MemoryEvaluationTests
{
    private static readonly MetricSet Exact = new(new ExactMatchMetric());

    private readonly Mock<ICortexCompleteClient> _client = new();
    private readonly ManualTimeProvider _time = new() { SkipsWaiting = true };

    public MemoryEvaluationTests() => Answers((request, _) => Task.FromResult(Answer($"right {request.Messages[0].Content}")));

    [Fact]
    public async Task EvaluateAsync_TwoModels_ScoresEachInTheOrderOfTheCases()
    {
        Answers(async (request, token) =>
        {
            // The later the case, the sooner its answer.
            await Task.Yield();
            return Answer(request.Model == "good" ? $"right {request.Messages[0].Content}" : "wrong");
        });

        var result = await Evaluator().EvaluateAsync(Request(Cases(25), "good", "bad") with { SliceSize = 10 });

        Assert.Equal(1, result["good"].Estimate()[0].Value);
        Assert.Equal(0, result["bad"].Estimate()[0].Value);
        Assert.All(result.Runs, run => Assert.Equal(Enumerable.Range(0, 25).Select(i => $"k{i}"), run.Keys));
        Assert.False(result.StoppedByBudget);
        Assert.Throws<KeyNotFoundException>(() => result["other"]);
    }

    [Fact]
    public async Task EvaluateAsync_Concurrency_IsKept()
    {
        var (now, most) = (0, 0);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answers(async (_, token) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            if (running == 3)
                all.TrySetResult();
            await all.Task.WaitAsync(token);
            Interlocked.Decrement(ref now);
            return Answer("x");
        });

        await Evaluator().EvaluateAsync(Request(Cases(12), "m") with { Concurrency = 3 });

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task EvaluateAsync_Throttled_WaitsTwiceAsLongEachTimeAndAsksAgain()
    {
        var times = new List<DateTimeOffset>();
        Answers((_, _) =>
        {
            times.Add(_time.GetUtcNow());
            return times.Count < 4 ? throw new CortexException(CortexErrorKind.Throttled, "slow down") : Task.FromResult(Answer("right p0"));
        });

        var result = await Evaluator().EvaluateAsync(Request(Cases(1), "m"));

        Assert.Equal(1, result["m"].Estimate()[0].Value);
        Assert.Equal([1, 2, 4], times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds));
    }

    [Fact]
    public async Task EvaluateAsync_ThrottledTooOften_EndsTheRun()
    {
        Answers((_, _) => throw new CortexException(CortexErrorKind.Throttled, "slow down"));

        var error = await Assert.ThrowsAsync<CortexException>(() => Evaluator().EvaluateAsync(Request(Cases(1), "m") with { MostAttempts = 3 }));

        Assert.Equal(CortexErrorKind.Throttled, error.Kind);
        Assert.Equal(3, _client.Invocations.Count);
    }

    [Fact]
    public async Task EvaluateAsync_ModelsOwnNo_IsAFailedAnswer()
    {
        Answers((request, _) => request.Messages[0].Content == "p1"
            ? throw new CortexException(CortexErrorKind.ContextLengthExceeded, "too long")
            : Task.FromResult(Answer($"right {request.Messages[0].Content}")));

        var result = await Evaluator().EvaluateAsync(Request(Cases(4), "m"));

        Assert.Equal((4, 1, 0.75), (result["m"].Count, result["m"].Errors, result["m"].Estimate()[0].Value));
    }

    [Fact]
    public async Task EvaluateAsync_LostConnection_EndsTheRun()
    {
        Answers((_, _) => throw new CortexException(CortexErrorKind.Network, "lost"));

        await Assert.ThrowsAsync<CortexException>(() => Evaluator().EvaluateAsync(Request(Cases(4), "m")));
    }

    [Theory]
    [InlineData(1, 10, true)]
    [InlineData(241, 10, true)]
    [InlineData(479, 10, true)]
    [InlineData(480, 20, true)]
    [InlineData(719, 20, true)]
    [InlineData(720, 30, false)]
    public async Task EvaluateAsync_BudgetOfTokens_StopsBeforeTheSliceThatWouldGoOverIt(int tokens, int answered, bool stopped)
    {
        // A slice of ten takes 240 tokens of both models; of the first nothing is known.
        var result =
            await Evaluator().EvaluateAsync(Request(Cases(30), "a", "b") with { SliceSize = 10, Budget = EvaluationBudget.OfTokens(tokens) });

        Assert.Equal(stopped, result.StoppedByBudget);
        Assert.All(result.Runs, run => Assert.Equal(answered, run.Count));
    }

    [Fact]
    public async Task EvaluateAsync_BudgetOfCredits_CountsPricesAndRefusesAModelWithoutOne()
    {
        var prices = new PriceBook([new("a") { Input = Amount.OfAiCredits(1_000_000), Output = Amount.OfAiCredits(0) }]);
        var request = Request(Cases(30), "a") with { SliceSize = 10, Budget = EvaluationBudget.OfCost(Amount.OfAiCredits(100), prices) };

        Assert.Equal(10, (await Evaluator().EvaluateAsync(request))["a"].Count);

        var error =
            await Assert.ThrowsAsync<ArgumentException>(() => Evaluator().EvaluateAsync(Request(Cases(1), "b") with { Budget = request.Budget }));
        Assert.Contains("no price for b", error.Message);
    }

    [Fact]
    public async Task EvaluateAsync_Progress_TellsRowsErrorsTokensRateAndTimeLeft()
    {
        var told = new List<EvaluationProgress>();
        Answers((request, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return request.Messages[0].Content == "p3" ? throw new CortexException(CortexErrorKind.NoAnswer, "none") : Task.FromResult(Answer("x"));
        });

        await Evaluator().EvaluateAsync(Request(Cases(5), "m") with { SliceSize = 2, Concurrency = 1 }, new Listener(told));

        Assert.Equal(
            [
                new("m", 2, 5, 0, 24, 1, TimeSpan.FromSeconds(3)),
                new("m", 4, 5, 1, 36, 1, TimeSpan.FromSeconds(1)),
                new("m", 5, 5, 1, 48, 1, TimeSpan.Zero),
            ],
            told);
    }

    [Fact]
    public async Task EvaluateAsync_Progress_IsToldWithinASlice()
    {
        var told = new List<EvaluationProgress>();

        await Evaluator().EvaluateAsync(Request(Cases(120), "a", "b"), new Listener(told));

        Assert.Equal(
            [("a", 50), ("a", 100), ("a", 120), ("b", 170), ("b", 220), ("b", 240)], told.Select(progress => (progress.Model, progress.Answers)));
        Assert.Equal(50 * 12, told[0].Tokens);
    }

    [Fact]
    public async Task EvaluateAsync_Template_SurroundsThePromptThatIsAsked()
    {
        await Evaluator().EvaluateAsync(Request(Cases(1), "m") with { PromptTemplate = "Say {prompt}!" });

        _client.Verify(c => c.CompleteAsync(It.Is<CompletionRequest>(r => r.Messages[0].Content == "Say p0!"), It.IsAny<CancellationToken>()));
        await Assert.ThrowsAsync<ArgumentException>(() => Evaluator().EvaluateAsync(Request(Cases(1), "m") with { PromptTemplate = "no place" }));
    }

    [Fact]
    public async Task EvaluateAsync_ChatClient_IsAskedWithTheOptionsAndGivesUsage()
    {
        var chat = new Mock<IChatClient>();
        chat.Setup(c => c.GetResponseAsync(
            It.IsAny<IEnumerable<ChatMessage>>(), It.Is<ChatOptions>(o => o.ModelId == "claude" && o.MaxOutputTokens == 9),
            It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new ChatResponse(new ChatMessage(ChatRole.Assistant, "right p0")) { Usage = new() { InputTokenCount = 5, OutputTokenCount = 7 } });
        var told = new List<EvaluationProgress>();
        var request =
            new EvaluationRequest(CaseSource.Of(Cases(1)), Exact, EvaluatedModel.Of("claude", chat.Object)) { Options = new() { MaxTokens = 9 } };

        var result = await Evaluator().EvaluateAsync(request, new Listener(told));

        Assert.Equal((1, 12), (result["claude"].Estimate()[0].Value, Assert.Single(told).Tokens));
        await Assert.ThrowsAsync<ArgumentException>(() => Evaluator().EvaluateAsync(request with { Options = new() { Guardrails = true } }));
    }

    [Fact]
    public async Task EvaluateAsync_ChatClientIsThrottled_AsksAgain()
    {
        var chat = new Mock<IChatClient>();
        chat.SetupSequence(c => c.GetResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new HttpRequestException("429", null, System.Net.HttpStatusCode.TooManyRequests))
            .ReturnsAsync(new ChatResponse(new ChatMessage(ChatRole.Assistant, "right p0")));

        var result = await Evaluator().EvaluateAsync(new(CaseSource.Of(Cases(1)), Exact, EvaluatedModel.Of("gpt", chat.Object)));

        Assert.Equal(1, result["gpt"].Estimate()[0].Value);
    }

    [Theory]
    [InlineData("no reference", "'last' has no reference, but the metric 'exact_match' needs one")]
    [InlineData("key twice", "Two cases of the list have the key 'k0'")]
    [InlineData("no label", "The reference of the case 'last' is none of the labels")]
    [InlineData("no JSON", "The reference of the case 'last' is no JSON")]
    public async Task EvaluateAsync_LastCaseIsBad_IsRefusedBeforeTheFirstIsAsked(string what, string message)
    {
        var (metric, good, bad) = what switch
        {
            "no label" => (new LabelMetric(["yes", "no"]), "yes", new EvaluationCase("last", "p", "perhaps")),
            "no JSON" => (new JsonMetric(), "{}", new EvaluationCase("last", "p", "{}", "{")),
            "key twice" => (new ExactMatchMetric(), "yes", new EvaluationCase("k0", "p", "yes")),
            _ => ((IEvaluationMetric)new ExactMatchMetric(), "yes", new EvaluationCase("last", "p")),
        };
        var cases = Enumerable.Range(0, 9).Select(i => new EvaluationCase($"k{i}", "p", good)).Append(bad);
        var request = new EvaluationRequest(CaseSource.Of(cases), new MetricSet(metric), EvaluatedModel.Of("m", _client.Object)) { SliceSize = 3 };

        var error = await Assert.ThrowsAsync<EvaluationDataException>(() => Evaluator().EvaluateAsync(request));

        Assert.Contains(message, error.Message);
        Assert.Empty(_client.Invocations);
    }

    [Fact]
    public async Task EvaluateAsync_ModelWithoutClient_IsRefusedWithoutAnExecutor()
    {
        var error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => Evaluator().EvaluateAsync(new(CaseSource.Of(Cases(1)), Exact, "llama3.1-8b")));

        Assert.Contains("llama3.1-8b is to be asked by statements", error.Message);
    }

    [Fact]
    public void EvaluationRequest_NoModelOrOneTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new EvaluationRequest(CaseSource.Of(Cases(1)), Exact));
        Assert.Throws<ArgumentException>(() => new EvaluationRequest(CaseSource.Of(Cases(1)), Exact, "m", "m"));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; seen < value; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private static CompletionResult Answer(string text) => new(text) { Usage = new(10, 2, 12) };

    private static IEnumerable<EvaluationCase> Cases(int count) =>
        Enumerable.Range(0, count).Select(i => new EvaluationCase($"k{i}", $"p{i}", $"right p{i}"));

    private EvaluationRequest Request(IEnumerable<EvaluationCase> cases, params IEnumerable<string> models) =>
        new(CaseSource.Of(cases), Exact, [.. models.Select(model => EvaluatedModel.Of(model, _client.Object))]);

    private CortexEvaluator Evaluator() => new(_time);

    private void Answers(Func<CompletionRequest, CancellationToken, Task<CompletionResult>> answer) =>
        _client.Setup(c => c.CompleteAsync(It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns(answer);

    private sealed class Listener(List<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => told.Add(value);
    }
}
