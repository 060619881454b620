using System.Diagnostics;
using System.Diagnostics.Metrics;
using CortexSharp.Completions;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.Diagnostics;

public sealed class CompletionTelemetryTests : IDisposable
{
    private readonly string _model = "model-" + Guid.NewGuid();
    private readonly List<Activity> _activities = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _measurements = [];

    public CompletionTelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Experimental.CortexSharp",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.DisplayName == $"chat {_model}")
                    _activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Experimental.CortexSharp")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i.Name, value, tags));
        _meters.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i.Name, value, tags));
        _meters.Start();
    }

    [Fact]
    public async Task CompleteAsync_Answer_IsASpanWithUsageAndNoText()
    {
        await Client("""{"value":{"choices":[{"messages":"secret answer"}],"model":"served","usage":{"prompt_tokens":3,"completion_tokens":2}}}""")
            .CompleteAsync(new CompletionRequest(_model, "secret prompt") { Options = new() { MaxTokens = 5 } });
        var activity = Assert.Single(_activities);
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal("chat", activity.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("snowflake.cortex", activity.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(_model, activity.GetTagItem("gen_ai.request.model"));
        Assert.Equal(5, activity.GetTagItem("gen_ai.request.max_tokens"));
        Assert.Equal("served", activity.GetTagItem("gen_ai.response.model"));
        Assert.Equal(3L, activity.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(2L, activity.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.DoesNotContain(activity.TagObjects, t => t.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) is true);
        Assert.Equal([3.0, 2.0], _measurements.Where(m => m.Name == "gen_ai.client.token.usage").Select(m => m.Value));
        Assert.Single(_measurements, m => m.Name == "gen_ai.client.operation.duration");
    }

    [Fact]
    public async Task CompleteAsync_Failure_NamesItsKind()
    {
        await Assert.ThrowsAsync<CortexException>(() => Client("""{"value":null,"error":"budget exceeded"}""").CompleteAsync(_model, "p"));
        var activity = Assert.Single(_activities);
        Assert.Equal((ActivityStatusCode.Error, "budget_exceeded"), (activity.Status, activity.GetTagItem("error.type")));
        Assert.Equal("budget_exceeded", Assert.Single(_measurements, m => m.Name == "gen_ai.client.operation.duration").Tags["error.type"]);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    private void Record(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = tags.ToArray().ToDictionary();
        if (Equals(all["gen_ai.request.model"], _model))
            _measurements.Add((name, value, all));
    }

    private static CortexCompleteClient Client(string cell)
    {
        var executor = new Mock<ISqlExecutor>();
        executor.Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => SqlResult.Of(["RESPONSE"], [[cell]]));
        return new(executor.Object);
    }
}
