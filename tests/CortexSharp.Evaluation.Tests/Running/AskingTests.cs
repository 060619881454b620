using System.Net;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using Microsoft.Extensions.AI;
using Moq;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>What becomes of an error: an answer, another attempt, or the end of the call.</summary>
public sealed class AskingTests
{
    private readonly ManualTimeProvider _time = new() { SkipsWaiting = true };

    public static TheoryData<string> OfTheCase => ["context_length_exceeded", "no_answer", "invalid_structured_output", "content_filtered"];

    public static TheoryData<string> OfTheCall =>
    [
        "authentication", "not_authorized", "not_found_or_not_authorized", "budget_exceeded", "service", "unknown", "unknown_model",
        "model_unavailable_in_region", "invalid_options", "invalid_schema", "unexpected_response", "timeout", "network", "a_kind_of_tomorrow",
    ];

    [Theory]
    [MemberData(nameof(OfTheCase))]
    public async Task AskAsync_ErrorOfTheCase_IsItsAnswer(string kind)
    {
        var run = await AskAsync(Failing(new CortexException(new(kind), "no")));

        Assert.Equal((1, 1), (run.Count, run.Errors));
    }

    [Theory]
    [MemberData(nameof(OfTheCall))]
    public async Task AskAsync_AnyOtherError_EndsTheCall(string kind)
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => AskAsync(Failing(new CortexException(new(kind), "no"))));

        Assert.Equal(kind, error.Kind.Value);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task AskAsync_TooManyRequests_AsksAgainWhateverTheClientThrows(int status)
    {
        foreach (var failure in (Exception[])
            [
                new HttpRequestException("later", null, (HttpStatusCode)status),
                new NumberedFailure(status),
                new NamedFailure((HttpStatusCode)status),
                new InvalidOperationException("wrapped", new NumberedFailure(status)),
                new CortexException(CortexErrorKind.Throttled, "later"),
            ])
        {
            var asked = 0;

            var run = await AskAsync(Client(_ => asked++ == 0 ? throw failure : Task.FromResult("right")));

            Assert.Equal((2, 0, 1.0), (asked, run.Errors, run.Estimate()[0].Value));
        }
    }

    [Theory]
    [InlineData(400, "invalid_options")]
    [InlineData(401, "authentication")]
    [InlineData(402, "budget_exceeded")]
    [InlineData(403, "not_authorized")]
    [InlineData(404, "not_found_or_not_authorized")]
    [InlineData(408, "timeout")]
    [InlineData(500, "service")]
    [InlineData(504, "timeout")]
    public async Task AskAsync_StatusOfAnyClient_TellsTheKind(int status, string kind)
    {
        foreach (var failure in (Exception[])[new HttpRequestException("secret", null, (HttpStatusCode)status), new NumberedFailure(status)])
        {
            var error = await Assert.ThrowsAsync<CortexException>(() => AskAsync(Failing(failure)));

            Assert.Equal((kind, "gpt"), (error.Kind.Value, error.Model));
            Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("HTTP 400 (invalid_request_error: context_length_exceeded)", "context_length_exceeded")]
    [InlineData("HTTP 400 (: content_filter)", "content_filtered")]
    public async Task AskAsync_PromptThatTheMakerRefuses_IsAFailedAnswer(string message, string kind)
    {
        var told = new List<AnswerError>();
        var metric = new Mock<IEvaluationMetric>();
        metric.SetupGet(m => m.Name).Returns("m");
        metric.SetupGet(m => m.Signature).Returns("m");
        metric.SetupGet(m => m.Measures).Returns([Measure.Mean("m")]);
        metric.SetupGet(m => m.Width).Returns(2);
        metric.Setup(m => m.ScoreAsync(It.IsAny<EvaluationCase>(), It.IsAny<EvaluationAnswer>(), It.IsAny<CancellationToken>()))
            .Returns((EvaluationCase _, EvaluationAnswer answer, CancellationToken _) =>
            {
                told.Add(answer.Error!);
                return ValueTask.FromResult(MetricScore.Mean(0));
            });

        await AskAsync(Failing(new NumberedFailure(400, message)), new MetricSet(metric.Object));

        Assert.Equal(kind, Assert.Single(told).Kind.Value);
    }

    [Fact]
    public async Task AskAsync_ErrorWithoutStatus_IsUnknownAndEndsTheCall()
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => AskAsync(Failing(new InvalidOperationException("secret"))));

        Assert.Equal(CortexErrorKind.Unknown, error.Kind);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_TimeoutOfTheClient_IsNoCancellation()
    {
        var timeout = new TaskCanceledException("100 seconds elapsed", new TimeoutException());

        Assert.Equal(CortexErrorKind.Timeout, (await Assert.ThrowsAsync<CortexException>(() => AskAsync(Failing(timeout)))).Kind);
    }

    [Fact]
    public async Task AskAsync_CancelledByTheCaller_IsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        var client = Client(async token =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "never";
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(client, cancellationToken: cancel.Token));
    }

    private async Task<ScoredRun> AskAsync(IChatClient client, MetricSet? metrics = null, CancellationToken cancellationToken = default)
    {
        var request = new EvaluationRequest(
            CaseSource.Of([new("k", "p", "right")]), metrics ?? new MetricSet(new ExactMatchMetric()), EvaluatedModel.Of("gpt", client));
        return (await new CortexEvaluator(_time).EvaluateAsync(request with { MostAttempts = 2 }, null, cancellationToken))["gpt"];
    }

    private static IChatClient Failing(Exception exception) => Client(_ => throw exception);

    private static IChatClient Client(Func<CancellationToken, Task<string>> answer)
    {
        var client = new Mock<IChatClient>();
        client.Setup(c => c.GetResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Returns(async (IEnumerable<ChatMessage> _, ChatOptions _, CancellationToken token) =>
                new ChatResponse(new ChatMessage(ChatRole.Assistant, await answer(token))));
        return client.Object;
    }

    /// <summary>A failure as of OpenAI's and Azure's clients, which tell the status as a number.</summary>
    private sealed class NumberedFailure(int status, string message = "secret") : Exception(message)
    {
        public int Status { get; } = status;
    }

    /// <summary>A failure as of other makers' clients, which tell it as the framework names it.</summary>
    private sealed class NamedFailure(HttpStatusCode status) : Exception
    {
        public HttpStatusCode StatusCode { get; } = status;
    }
}
