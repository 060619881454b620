using BenchmarkDotNet.Running;
using CortexSharp.Benchmarks;

// Runs of many rows are made by hand; the tests make a hundredth of them.
if (args is ["--scale", .. var rest])
{
    await ScaleRun.RunAsync(rest is [var rows, ..] ? int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
