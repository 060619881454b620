using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using CortexSharp.Completions;

namespace CortexSharp.Rest.Tests.Inference;

public sealed class RestTelemetryTests : IDisposable
{
    private readonly string _model = "model-" + Guid.NewGuid();
    private readonly List<Activity> _activities = [];
    private readonly List<(string Name, KeyValuePair<string, object?>[] Tags)> _measurements = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public RestTelemetryTests()
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
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Record(instrument.Name, tags));
        _meters.Start();
    }

    [Fact]
    public async Task StreamAsync_Answer_IsOneSpanWithoutItsText()
    {
        const string events = "data: {\"model\":\"served\",\"choices\":[{\"delta\":{\"content\":\"secret\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";
        await new ScriptedServer().ThenEvents(events).Client().StreamAsync(new(_model, "secret")).ToListAsync();
        var activity = Assert.Single(_activities);
        Assert.Equal(
            (true, "served", 3L, 2L),
            (activity.GetTagItem(
                "gen_ai.request.stream"), activity.GetTagItem(
                    "gen_ai.response.model"), activity.GetTagItem("gen_ai.usage.input_tokens"), activity.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.Equal(["stop"], Assert.IsType<string[]>(activity.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.IsType<double>(activity.GetTagItem("gen_ai.response.time_to_first_chunk"));
        Assert.DoesNotContain(activity.TagObjects, tag => tag.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) is true);
        Assert.Equal(["gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk"], _measurements.Select(m => m.Name).Order());
    }

    [Fact]
    public async Task CompleteAsync_Failure_NamesItsKind()
    {
        await Assert.ThrowsAsync<CortexException>(() =>
            new ScriptedServer().Then(HttpStatusCode.PaymentRequired).Client().CompleteAsync(_model, "p"));
        var activity = Assert.Single(_activities);
        Assert.Equal(
            (ActivityStatusCode.Error, "budget_exceeded", null),
            (activity.Status, activity.GetTagItem("error.type"), activity.GetTagItem("gen_ai.request.stream")));
        Assert.Contains(new KeyValuePair<string, object?>("error.type", "budget_exceeded"), Assert.Single(_measurements).Tags);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    private void Record(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.ToArray() is var all && all.Any(tag => Equals(tag.Value, _model)))
            _measurements.Add((name, all));
    }
}
