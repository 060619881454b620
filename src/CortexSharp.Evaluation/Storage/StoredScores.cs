using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The scores of an answer as a JSON object of the metrics by name, and back.</summary>
/// <remarks>
/// A score tells its metric's signature by 64 bits of the SHA-256 alone: written out, signatures would be most of the table. The slice and the run
/// have them in full.
/// </remarks>
internal sealed class StoredScores(MetricSet metrics)
{
    private readonly ImmutableArray<string> _signatures = [.. metrics.Metrics.Select(SignatureOf)];

    /// <summary>The score that is there by a metric of the same name and settings; null when there is none.</summary>
    /// <param name="scores">What is there.</param>
    /// <param name="metric">The place of the metric in the set.</param>
    public MetricScore? Find(JsonElement scores, int metric)
    {
        if (!scores.TryGetProperty(metrics.Metrics[metric].Name, out var score) || !score.GetProperty("signature").ValueEquals(_signatures[metric]))
            return null;
        return new MetricScore(Numbers(score, "values"), Numbers(score, "statistics"))
        {
            Reason = score.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
            Usage = score.TryGetProperty("usage", out var usage) ? TokenUsage.Read(usage) : null,
        };
    }

    /// <summary>Writes scores, and those that are there already by other metrics.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="scores">The metrics' scores, in their order; of the first of them where others failed.</param>
    /// <param name="there">What is there; null for nothing.</param>
    public void Write(Utf8JsonWriter json, ImmutableArray<MetricScore> scores, JsonElement? there)
    {
        var scored = metrics.Metrics[..scores.Length];
        json.WriteStartObject();
        foreach (var other in there?.EnumerateObject() ?? default)
        {
            if (!scored.Any(metric => metric.Name == other.Name))
                other.WriteTo(json);
        }

        foreach (var (i, metric) in scored.Index())
        {
            json.WriteStartObject(metric.Name);
            json.WriteString("signature", _signatures[i]);
            Write(json, "values", scores[i].Values);
            Write(json, "statistics", scores[i].Statistics);
            if (scores[i].Reason is { } reason)
                json.WriteString("reason", reason);
            if (scores[i].Usage is { } usage)
            {
                json.WritePropertyName("usage");
                usage.Write(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string SignatureOf(IEvaluationMetric metric) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(metric.Signature)).AsSpan(0, 8));

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            if (double.IsNaN(number))
                json.WriteNullValue();
            else if (double.IsInfinity(number))
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
            else
                json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static ImmutableArray<double> Numbers(JsonElement score, string name)
    {
        var array = score.GetProperty(name);
        var numbers = ImmutableArray.CreateBuilder<double>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            numbers.Add(item.ValueKind switch
            {
                JsonValueKind.Null => double.NaN,
                JsonValueKind.String => double.Parse(item.GetString()!, CultureInfo.InvariantCulture),
                _ => item.GetDouble(),
            });
        }

        return numbers.MoveToImmutable();
    }
}
