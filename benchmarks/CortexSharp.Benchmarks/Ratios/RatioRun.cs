using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>
/// The scorers' goals as ratios of times. All that is timed runs in turn in one process, the order reversed every other round, on CPU time of the
/// thread; a ratio is the median of those of each round. So other work on the machine falls out, but for what it does to shared caches.
/// </summary>
internal static class RatioRun
{
    private const int Rounds = 11;

    // Below this share of a goal a comparison fails; the rest is left to noise.
    private const double Tolerated = 0.6;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static IRatioSet[] Sets => [new BleuRatios(), new RougeRatios(), new ExactMatchRatios()];

    private static Workload[] Workloads => [Workload.Small(), Workload.Large(), Workload.VeryLarge()];

    public static void ServeOtherProcess() => OtherProcess.Serve(Workloads);

    /// <summary>Times everything, prints the table, and writes it to a file.</summary>
    /// <param name="only">The workloads to run, by name; all if there are none.</param>
    /// <param name="file">Where the results go; nowhere if not given.</param>
    /// <returns>Whether no ratio is below 60 % of its goal.</returns>
    public static bool Run(string[] only, string? file)
    {
        var (rows, timers) = (new List<RatioRow>(), new List<Timer>());
        using var other = new OtherProcess();
        foreach (var workload in Workloads.Where(workload => only.Length == 0 || only.Contains(workload.Name)))
            Run(workload, other, rows, timers);

        Print(rows, timers);
        if (file is not null)
            Write(file, rows, timers);
        return rows.TrueForAll(row => row.Reach is null or >= Tolerated);
    }

    private static void Run(Workload workload, OtherProcess other, List<RatioRow> rows, List<Timer> allTimers)
    {
        string[] order = ["S", "L", "VL"];
        var sets = Sets;
        var timers = sets.SelectMany(set => set.Measured)
            .Where(measured => Array.IndexOf(order, workload.Name) <= Array.IndexOf(order, measured.UpTo))
            .Select(measured => new Timer(measured, workload)).ToList();
        timers.ForEach(timer => timer.Prepare());
        var bleu = timers.Single(timer => timer.Measured == BleuRatios.Sentence);
        var without = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var timer in round % 2 == 0 ? timers : Enumerable.Reverse(timers))
                timer.Time();
            without.Add(other.Time(workload) / bleu.Nanoseconds[^1]);
        }

        foreach (var goal in sets.SelectMany(set => set.Goals))
        {
            var over = timers.Find(timer => timer.Measured.Name == goal.Over);
            var under = timers.Find(timer => timer.Measured.Name == goal.Under);
            if (over is not null && under is not null)
                rows.Add(Row(goal, workload, over.Nanoseconds.Zip(under.Nanoseconds, (first, second) => first / second)));
        }

        rows.Add(Row(new Goal("BLEU without AVX-512, time", "", "", false, 1.35, 1.4, 1.2), workload, without));
        if (workload.Name == "S")
        {
            var two = Enumerable.Range(0, Rounds).Select(_ => TwoThreads.Time(workload) / bleu.Time()).ToList();
            rows.Add(Row(new Goal("BLEU on 2 threads, CPU time of a pair", "", "", false, 1.1, null, null), workload, two));
        }

        allTimers.AddRange(timers);
    }

    private static RatioRow Row(Goal goal, Workload workload, IEnumerable<double> ratios)
    {
        var ratio = Median.Of(ratios);
        return new RatioRow(goal.Text, workload.Name, ratio, goal.For(workload), goal.For(workload) is { } wanted ? goal.Reach(ratio, wanted) : null);
    }

    private static void Print(List<RatioRow> rows, List<Timer> timers)
    {
        foreach (var group in rows.GroupBy(row => row.Text))
        {
            Console.WriteLine(group.Key);
            foreach (var row in group)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  {row.Workload,-2} {row.Ratio,9:0.000}  goal {row.Goal,6:0.00}  reached {row.Reach,5:P0}"));
            }
        }

        Console.WriteLine();
        foreach (var timer in timers)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{timer.Workload.Name,-2} {timer.Measured.Name,-45} {timer.PairsPerSecond,13:N0} pairs/s "
                + $"{timer.MegabytesPerSecond,9:N0} MB/s {timer.BytesPerPair,10:N0} B"));
        }
    }

    private static void Write(string file, List<RatioRow> rows, List<Timer> timers)
    {
        var result = new
        {
            Cpu = CpuName(),
            Cores = Environment.ProcessorCount,
            Runtime = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            Rounds,
            Ratios = rows,
            Throughput = timers.Select(timer => new
            {
                timer.Measured.Name,
                Workload = timer.Workload.Name,
                PairsPerSecond = Math.Round(timer.PairsPerSecond, 1),
                MegabytesPerSecond = Math.Round(timer.MegabytesPerSecond, 1),
                BytesPerPair = Math.Round(timer.BytesPerPair, 1),
            }),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(result, Indented) + "\n");
        Console.WriteLine($"\nWritten to {file}");
    }

    private static string CpuName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? ""
        : "";
}
