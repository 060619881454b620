using BenchmarkDotNet.Attributes;
using CortexSharp.Benchmarks.Ratios;
using CortexSharp.Metrics;

namespace CortexSharp.Benchmarks;

/// <summary>ROUGE of all pairs of a workload, to track it over versions; the ratios say how good it is.</summary>
[MemoryDiagnoser]
public class RougeBenchmarks
{
    private Workload _workload = null!;
    private RougeReference[] _prepared = [];

    [Params("S", "L", "VL")]
    public string Size { get; set; } = "S";

    [GlobalSetup]
    public void Setup()
    {
        _workload = Size switch { "S" => Workload.Small(), "L" => Workload.Large(), _ => Workload.VeryLarge() };
        _prepared = [.. _workload.References.Select(reference => new RougeReference(reference))];
    }

    [Benchmark(Baseline = true)]
    public double Usual() => Sum(RougeTypes.Usual);

    [Benchmark]
    public double L() => Sum(RougeTypes.RougeL);

    [Benchmark]
    public double Lsum() => Sum(RougeTypes.RougeLsum);

    [Benchmark]
    public double PreparedReference()
    {
        var sum = 0.0;
        for (var i = 0; i < _prepared.Length; i++)
            sum += _prepared[i].Score(_workload.Candidates[i]).L.F1;
        return sum;
    }

    private double Sum(RougeTypes types)
    {
        var sum = 0.0;
        for (var i = 0; i < _prepared.Length; i++)
        {
            var scores = Rouge.Score(_workload.Candidates[i], _workload.References[i], types);
            sum += scores.L.F1 + scores.Lsum.F1;
        }

        return sum;
    }
}
