using System.Text.Json;
using CortexSharp.Metrics;

namespace CortexSharp.Samples.Scoring;

/// <summary>ROUGE of the types asked for, in one call.</summary>
internal sealed class RougeMetric(IReadOnlyList<(string Name, RougeTypes Type)> types, RougeOptions options) : IMetric
{
    private readonly RougeTypes _all = types.Aggregate(default(RougeTypes), (all, type) => all | type.Type);
    private readonly MeanScore[] _means = [.. types.Select(_ => new MeanScore())];

    public void Score(string candidate, string[] references, Utf8JsonWriter line)
    {
        var scores = Rouge.Score(candidate, references, _all, options);
        foreach (var (i, (name, type)) in types.Index())
        {
            var score = scores[type];
            _means[i].Add(score.F1);
            line.WriteStartObject(name);
            line.WriteNumber("precision", score.Precision);
            line.WriteNumber("recall", score.Recall);
            line.WriteNumber("f1", score.F1);
            line.WriteEndObject();
        }
    }

    public IEnumerable<SummaryRow> Summarize() =>
        types.Zip(_means, (type, mean) => new SummaryRow(type.Name, mean.Estimate(), 4, options.UseStemmer ? "mean F1, stemmed" : "mean F1"));
}
