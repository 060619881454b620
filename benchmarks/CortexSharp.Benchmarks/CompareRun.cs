using System.Diagnostics;
using System.Globalization;
using CortexSharp.Benchmarks.Ratios;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Benchmarks;

/// <summary>
/// Compares two runs by corpus BLEU, 1,000 resamples for the interval and as many for the paired test: first in a process that has not compared
/// yet, whose code is still to be compiled, then again.
/// </summary>
internal static class CompareRun
{
    private const int Again = 10;

    public static async Task RunAsync(int segments)
    {
        var texts = Workload.Small();
        var metrics = new MetricSet(new BleuMetric());
        var (baseline, system) = (new ScoredRun("baseline", metrics), new ScoredRun("system", metrics));
        for (var i = 0; i < segments; i++)
        {
            var (key, pair) = (i.ToString(CultureInfo.InvariantCulture), i % texts.References.Length);
            var item = new EvaluationCase(key, "", texts.References[pair]);
            await baseline.AddAsync(item, EvaluationAnswer.Of(key, texts.Candidates[pair]));
            await system.AddAsync(item, EvaluationAnswer.Of(key, i % 10 == 0 ? texts.References[pair] : texts.Candidates[pair]));
        }

        Show("cold", [Time(baseline, system)]);
        Show("warm", [.. Enumerable.Range(0, Again).Select(_ => Time(baseline, system))]);
    }

    private static (TimeSpan Clock, TimeSpan Processor) Time(ScoredRun baseline, ScoredRun system)
    {
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        Comparison.Compare(baseline, system);
        clock.Stop();
        return (clock.Elapsed, Environment.CpuUsage.TotalTime - before);
    }

    private static void Show(string what, (TimeSpan Clock, TimeSpan Processor)[] times) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {Median.Of(times.Select(time => time.Clock.TotalMilliseconds)):N0} ms, "
        + $"of processors {Median.Of(times.Select(time => time.Processor.TotalMilliseconds)):N0} ms"));
}
