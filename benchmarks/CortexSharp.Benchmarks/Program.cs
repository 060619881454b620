using BenchmarkDotNet.Running;
using CortexSharp.Benchmarks;
using CortexSharp.Benchmarks.Decoding;
using CortexSharp.Benchmarks.Ratios;

switch (args)
{
    // Runs of many rows are made by hand; the tests make a hundredth of them.
    case ["--scale", .. var rest]:
        var scale = rest is [var rows, ..] ? int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
        await ScaleRun.RunAsync(scale);
        await EvaluateRun.RunAsync(scale);
        return 0;

    // Rows looked through before training, and made into a snapshot.
    case ["--inspect", .. var rest]:
        await InspectRun.RunAsync(rest is [var inspected, ..] ? int.Parse(inspected, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
        return 0;

    // Two models evaluated on so many cases by all text metrics.
    case ["--evaluate", .. var rest]:
        await EvaluateRun.RunAsync(rest is [var evaluated, ..] ? int.Parse(evaluated, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        return 0;

    // Two runs of so many segments compared by corpus BLEU, by code that is not compiled yet and then again.
    case ["--resample", .. var rest]:
        await CompareRun.RunAsync(rest is [var segments, ..] ? int.Parse(segments, System.Globalization.CultureInfo.InvariantCulture) : 3_000);
        return 0;

    // The same rows and questions on the offline Cortex and on plain SQLite.
    case ["--scan", .. var rest]:
        await ScanRun.RunAsync(rest is [var scanned, ..] ? int.Parse(scanned, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
        return 0;

    // What a statement costs whose text was translated before, and one whose text is new.
    case ["--plans"]:
        await PlanRun.RunAsync();
        return 0;

    // A large result of the SQL API, read from a server in another process.
    case ["--decode", .. var rest]:
        await DecodeRun.RunAsync(rest is [var decoded, ..] ? int.Parse(decoded, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
        return 0;

    case [ResultServer.Argument, var served]:
        await ResultServer.ServeAsync(int.Parse(served, System.Globalization.CultureInfo.InvariantCulture));
        return 0;

    // The scorers' goals; all workloads or those named (S, L, VL). The results of a whole run are kept.
    case ["--ratios", .. var workloads]:
        RatioRun.Run(workloads, workloads.Length == 0 ? "scorers.json" : null);
        return 0;

    // The same; fails when a goal is missed by far.
    case ["--compare", .. var workloads]:
        return RatioRun.Run(workloads, file: null) ? 0 : 1;

    case [OtherProcess.Argument]:
        RatioRun.ServeOtherProcess();
        return 0;

    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
