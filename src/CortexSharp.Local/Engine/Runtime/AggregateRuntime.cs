using CortexSharp.Local.Engine.Runtime.Aggregates;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Aggregates that SQLite lacks.</summary>
internal static class AggregateRuntime
{
    public static IEnumerable<RuntimeAggregate> All =>
    [
        Sample("var_pop", Statistics.VarianceOfPopulation), Sample("var_samp", Statistics.VarianceOfSample),
        Sample("stddev_pop", Statistics.DeviationOfPopulation), Sample("stddev_samp", Statistics.DeviationOfSample),
        Sample("skew", Statistics.Skewness), Sample("kurtosis", Statistics.Kurtosis),
        Pair("corr", p => p.Correlation), Pair("covar_pop", p => p.CovarianceOfPopulation), Pair("covar_samp", p => p.CovarianceOfSample),
        Pair("regr_avgx", p => p.MeanX), Pair("regr_avgy", p => p.MeanY), Pair("regr_count", p => p.Count), Pair("regr_slope", p => p.Slope),
        Pair("regr_intercept", p => p.Intercept), Pair("regr_r2", p => p.Determination), Pair("regr_sxx", p => p.SumXX),
        Pair("regr_sxy", p => p.SumXY), Pair("regr_syy", p => p.SumYY),
        new("percentile_cont", () => new PercentileAggregator()), new("percentile_disc", () => new DiscretePercentileAggregator()),
        new("first", () => new FirstAggregator()), new("first_few", () => new FirstFewAggregator()), new("mode", () => new ModeAggregator()),
        new("nth_value", () => new NthAggregator(fromEnd: false)), new("nth_last_value", () => new NthAggregator(fromEnd: true)),
        new("changes", () => new ChangeAggregator()),
        new("bitand_agg", () => new BitAggregator((a, b) => a & b)), new("bitor_agg", () => new BitAggregator((a, b) => a | b)),
        new("bitxor_agg", () => new BitAggregator((a, b) => a ^ b)),
        new("distinct_count", () => new DistinctCount()), new("distinct_sum", () => new DistinctSum()),
        new("distinct_list", () => new DistinctList()),
        new("array_union_agg", () => new ArrayUnion()),
    ];

    private static RuntimeAggregate Sample(string name, Statistic statistic) => new(name, () => new SampleAggregator(statistic));

    private static RuntimeAggregate Pair(string name, Func<Pairs, double?> statistic) => new(name, () => new PairAggregator(statistic));
}
