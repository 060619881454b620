using BenchmarkDotNet.Attributes;
using CortexSharp.Benchmarks.Ratios;
using CortexSharp.Metrics;

namespace CortexSharp.Benchmarks;

/// <summary>BLEU of all pairs of a workload, to track it over versions; the ratios say how good it is.</summary>
[MemoryDiagnoser]
public class BleuBenchmarks
{
    private Workload _workload = null!;
    private BleuReference[] _prepared = [];

    [Params("S", "L", "VL")]
    public string Size { get; set; } = "S";

    [GlobalSetup]
    public void Setup()
    {
        _workload = Size switch { "S" => Workload.Small(), "L" => Workload.Large(), _ => Workload.VeryLarge() };
        _prepared = [.. _workload.References.Select(reference => new BleuReference(reference))];
    }

    [Benchmark(Baseline = true)]
    public double Sentence()
    {
        var sum = 0.0;
        for (var i = 0; i < _prepared.Length; i++)
            sum += Bleu.Sentence(_workload.Candidates[i], _workload.References[i]).Score;
        return sum;
    }

    [Benchmark]
    public double PreparedReference()
    {
        var sum = 0.0;
        for (var i = 0; i < _prepared.Length; i++)
            sum += _prepared[i].Score(_workload.Candidates[i]).Score;
        return sum;
    }

    [Benchmark]
    public int Tokenize13a()
    {
        var sum = 0;
        foreach (var reference in _workload.References)
            sum += BleuTokenizer.Mteval13a.Count(reference);
        return sum;
    }
}
