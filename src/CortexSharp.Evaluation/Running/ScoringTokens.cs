using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Running;

/// <summary>The tokens that scoring used up, apart for each metric: a judge has a price of its own.</summary>
internal sealed class ScoringTokens
{
    private readonly Dictionary<string, TokenUsage> _byMetric = new(StringComparer.Ordinal);

    /// <summary>All tokens, read and written.</summary>
    public long Total => _byMetric.Values.Sum(usage => usage.TotalTokens);

    /// <summary>The tokens of a metric; null for none.</summary>
    public TokenUsage? Of(string metric) => _byMetric.GetValueOrDefault(metric);

    /// <summary>Adds what an answer's scores took.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="scores">Their scores, in their order.</param>
    /// <returns>Whether they took any.</returns>
    public bool Add(ImmutableArray<IEvaluationMetric> metrics, ImmutableArray<MetricScore> scores)
    {
        var any = false;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i].Usage is not { } usage)
                continue;
            Add(metrics[i].Name, usage);
            any = true;
        }

        return any;
    }

    /// <summary>Adds what other scores took.</summary>
    public void Add(ScoringTokens other)
    {
        foreach (var (metric, usage) in other._byMetric)
            Add(metric, usage);
    }

    /// <summary>Takes over what metrics of other names took.</summary>
    public void AddOthers(ScoringTokens there, MetricSet metrics)
    {
        foreach (var (metric, usage) in there._byMetric)
        {
            if (!metrics.Metrics.Any(known => known.Name == metric))
                Add(metric, usage);
        }
    }

    public void Clear() => _byMetric.Clear();

    /// <summary>An object of the metrics by name.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (metric, usage) in _byMetric.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(metric);
                usage.Write(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static ScoringTokens Read(JsonElement? json)
    {
        var tokens = new ScoringTokens();
        foreach (var metric in json is { ValueKind: JsonValueKind.Object } there ? there.EnumerateObject() : default)
        {
            if (TokenUsage.Read(metric.Value) is { } usage)
                tokens.Add(metric.Name, usage);
        }

        return tokens;
    }

    private void Add(string metric, TokenUsage usage) =>
        _byMetric[metric] = _byMetric.TryGetValue(metric, out var sum) ? sum + usage : usage;
}
