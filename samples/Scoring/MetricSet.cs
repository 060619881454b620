using CortexSharp.Metrics;

namespace CortexSharp.Samples.Scoring;

/// <summary>The metrics that the command line asks for, in the order of their names there; ROUGE's stand together at the first.</summary>
internal static class MetricSet
{
    private static readonly (string Name, RougeTypes Type)[] RougeNames =
        [("rouge1", RougeTypes.Rouge1), ("rouge2", RougeTypes.Rouge2), ("rougeL", RougeTypes.RougeL), ("rougeLsum", RougeTypes.RougeLsum)];

    public static IReadOnlyList<string> Names { get; } = ["bleu", "chrf", .. RougeNames.Select(rouge => rouge.Name), "exact", "f1"];

    /// <summary>Makes the metrics.</summary>
    /// <exception cref="UserErrorException">A setting is none that there is.</exception>
    public static IReadOnlyList<IMetric> Create(MetricSettings settings)
    {
        var names = settings.Metrics.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (names.Count == 0)
            throw new UserErrorException($"--metrics names none; there are {string.Join(", ", Names)}.");
        if (names.Find(name => !Names.Contains(name)) is { } unknown)
            throw new UserErrorException($"--metrics: there is no '{unknown}'; there are {string.Join(", ", Names)}.");

        var corpus = BleuOptionsOf(settings);
        var rouge = names.SelectMany(name => RougeNames.Where(r => r.Name == name)).ToList();
        var metrics = new List<IMetric>();
        foreach (var name in names)
        {
            if (name.StartsWith("rouge", StringComparison.Ordinal))
            {
                if (name == rouge[0].Name)
                    metrics.Add(new RougeMetric(rouge, new() { UseStemmer = settings.UseStemmer }));
                continue;
            }

            metrics.Add(name switch
            {
                "bleu" => new BleuMetric(corpus with { EffectiveOrder = settings.EffectiveOrder }, corpus),
                "chrf" => new ChrfMetric(new() { Lowercase = settings.Lowercase }),
                "exact" => new ExactMetric(),
                _ => new F1Metric(),
            });
        }

        return metrics;
    }

    private static BleuOptions BleuOptionsOf(MetricSettings settings)
    {
        var smoothing = settings.Smoothing switch
        {
            "exp" => BleuSmoothing.Exponential,
            "floor" => BleuSmoothing.Floor,
            "add-k" => BleuSmoothing.AddK,
            "none" => BleuSmoothing.None,
            var other => throw new UserErrorException($"--smooth: there is no '{other}'; there are exp, floor, add-k, none."),
        };
        if (settings.SmoothingValue is { } value && (smoothing is not (BleuSmoothing.Floor or BleuSmoothing.AddK) || !(value >= 0)))
            throw new UserErrorException("--smooth-value is a number of 0 or more, and goes with --smooth floor or --smooth add-k.");
        try
        {
            return BleuOptions.ForCorpora with
            {
                Tokenizer = BleuTokenizer.Parse(settings.Tokenizer),
                Lowercase = settings.Lowercase,
                Smoothing = smoothing,
                SmoothingValue = settings.SmoothingValue,
            };
        }
        catch (ArgumentException)
        {
            throw new UserErrorException($"--tokenize: there is no '{settings.Tokenizer}'; there are 13a, intl, char, zh, none.");
        }
    }
}
