using System.Diagnostics;
using System.Globalization;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>Times BLEU in a process that has no AVX-512, round by round, so that its rounds lie between those of this process.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string Argument = "--ratios-without-avx512";

    private readonly Process _process;

    public OtherProcess()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        start.ArgumentList.Add(Argument);
        start.Environment["DOTNET_EnableAVX512"] = "0";
        _process = Process.Start(start)!;
    }

    /// <summary>Nanoseconds of CPU time for one run over a workload.</summary>
    public double Time(Workload workload)
    {
        _process.StandardInput.WriteLine(workload.Name);
        return double.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    /// <summary>What the other process does: a round for each line that names a workload.</summary>
    public static void Serve(IReadOnlyList<Workload> workloads)
    {
        var timers = new Dictionary<string, Timer>();
        while (Console.ReadLine() is { } name)
        {
            if (!timers.TryGetValue(name, out var timer))
            {
                timers[name] = timer = new Timer(BleuRatios.Sentence, workloads.Single(workload => workload.Name == name));
                timer.Prepare();
            }

            Console.WriteLine(timer.Time().ToString("R", CultureInfo.InvariantCulture));
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
