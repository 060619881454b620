using System.Diagnostics;
using System.Diagnostics.Metrics;
using CortexSharp.Completions;

namespace CortexSharp.Diagnostics;

/// <summary>
/// The span and the metrics of one completion, after OpenTelemetry's GenAI conventions as of v1.41. Costs nothing while nobody listens.
/// </summary>
/// <remarks>The conventions are not stable, hence "Experimental." in the names. No prompt and no answer goes into them.</remarks>
internal readonly struct CompletionTelemetry : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "Experimental.CortexSharp";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Time of a completion.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        });

    private static readonly Histogram<double> FirstChunk = Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk", "s", "Time until a streamed completion begins.", advice: Duration.Advice);

    private static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens of a completion.",
        advice: new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        });

    private readonly Activity? _activity;
    private readonly string _model;
    private readonly long _start;

    private CompletionTelemetry(Activity? activity, string model)
    {
        _activity = activity;
        _model = model;
        _start = activity is not null || Duration.Enabled || FirstChunk.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    /// <summary>Begins the span.</summary>
    /// <param name="request">The question.</param>
    /// <param name="isStream">Whether the answer is streamed.</param>
    public static CompletionTelemetry Start(CompletionRequest request, bool isStream = false)
    {
        if (!Source.HasListeners())
            return new(null, request.Model);
        var activity = Source.StartActivity($"chat {request.Model}", ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.provider.name", "snowflake.cortex").SetTag(
            "gen_ai.request.model", request.Model)
            .SetTag("gen_ai.output.type", request.ResponseSchema is null ? "text" : "json").SetTag(
                "gen_ai.request.temperature", request.Options?.Temperature)
            .SetTag("gen_ai.request.top_p", request.Options?.TopP).SetTag("gen_ai.request.max_tokens", request.Options?.MaxTokens)
            .SetTag("gen_ai.request.stream", isStream ? true : null);
        return new(activity, request.Model);
    }

    /// <summary>Notes that a streamed answer begins.</summary>
    public void Began()
    {
        if (_start == 0)
            return;
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        _activity?.SetTag("gen_ai.response.time_to_first_chunk", seconds);
        FirstChunk.Record(seconds, Tags(null, null));
    }

    public void Succeeded(CompletionResult result)
    {
        _activity?.SetTag("gen_ai.response.model", result.Model).SetTag("gen_ai.response.id", result.QueryId)
            .SetTag("gen_ai.response.finish_reasons", result.FinishReason is { } reason ? new[] { reason.Value } : null)
            .SetTag("gen_ai.usage.input_tokens", result.Usage?.PromptTokens).SetTag("gen_ai.usage.output_tokens", result.Usage?.CompletionTokens);
        if (Tokens.Enabled && result.Usage is { } usage)
        {
            Tokens.Record(usage.PromptTokens, Tags("gen_ai.token.type", "input"));
            Tokens.Record(usage.CompletionTokens, Tags("gen_ai.token.type", "output"));
        }

        if (_start != 0)
            Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, Tags(null, null));
    }

    public void Failed(Exception exception)
    {
        var type = exception is CortexException cortex ? cortex.Kind.Value : exception.GetType().FullName;
        _activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
        if (_start != 0)
            Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, Tags("error.type", type));
    }

    public void Dispose() => _activity?.Dispose();

    private TagList Tags(string? key, string? value)
    {
        var tags =
            new TagList { { "gen_ai.operation.name", "chat" }, { "gen_ai.provider.name", "snowflake.cortex" }, { "gen_ai.request.model", _model } };
        if (key is not null)
            tags.Add(key, value);
        return tags;
    }
}
