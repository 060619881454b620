using System.Runtime.InteropServices;
using CortexSharp.Metrics;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// The mean F1 of ROUGE as rouge_score, 0 to 1; all types in one pass over the texts. Measures are <c>rouge1</c>, <c>rougeL</c> and so on.
/// </summary>
public sealed class RougeMetric : TextMetric
{
    private readonly RougeTypes[] _types;
    private readonly RougeTypes _all;
    private readonly RougeOptions? _options;

    /// <summary>Scores by some types.</summary>
    /// <param name="types">The types, at least one: ROUGE-1, ROUGE-2 and ROUGE-L when left out.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    /// <param name="name">What the metric is called; its measures begin with it.</param>
    /// <exception cref="ArgumentException">There is no type.</exception>
    public RougeMetric(RougeTypes types = RougeTypes.Usual, RougeOptions? options = null, string name = "rouge")
        : this(Each(types), options, name)
    {
    }

    private RougeMetric(RougeTypes[] types, RougeOptions? options, string name)
        : base(name, SignatureOf(name, types, options), types.Length + 1, MeasuresOf(name, types))
    {
        _types = types;
        _all = types.Aggregate((all, type) => all | type);
        _options = options;
    }

    private protected override MetricScore Score(string text, ReadOnlySpan<string> references)
    {
        var scores = Rouge.Score(text, references, _all, _options);
        var values = new double[_types.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = scores[_types[i]].F1;
        return ScoreOf(values);
    }

    private protected override MetricScore ScoreFailed(ReadOnlySpan<string> references) => ScoreOf(new double[_types.Length]);

    private static MetricScore ScoreOf(double[] values) => new(ImmutableCollectionsMarshal.AsImmutableArray(values), [.. values, 1]);

    private static RougeTypes[] Each(RougeTypes types)
    {
        RougeTypes[] each = [.. Enum.GetValues<RougeTypes>().Where(type => int.PopCount((int)type) == 1 && types.HasFlag(type))];
        return each.Length > 0 ? each : throw new ArgumentException("There is no type of ROUGE to score by.", nameof(types));
    }

    private static Measure[] MeasuresOf(string name, RougeTypes[] types) =>
        [.. types.Select((type, i) => Measure.Mean(name + type.ToString()["Rouge".Length..], i, types.Length))];

    private static string SignatureOf(string name, RougeTypes[] types, RougeOptions? options)
    {
        options ??= new RougeOptions();
        var sentences = options.SplitSentences ? "found" : "lines";
        return $"{name}|{string.Join('+', types)}|stem:{(options.UseStemmer ? "yes" : "no")}|tok:{options.Tokenizer}|sentences:{sentences}";
    }
}
