using System.Diagnostics;
using System.Globalization;
using CortexSharp.Sql;
using CortexSharp.TrainingData;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Benchmarks;

/// <summary>
/// Inspects and snapshots many rows on the offline Cortex in a file; tells the time, the managed memory that stays, and the process's peak.
/// </summary>
internal static class InspectRun
{
    public static async Task RunAsync(int rows)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cortexsharp-inspect-{Environment.ProcessId}.db");
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(file);
        await using (var provider = services.BuildServiceProvider())
        {
            var raw = SqlIdentifier.Parse("raw");
            await provider.GetRequiredService<ISqlExecutor>().ExecuteNonQueryAsync(SqlStatement.Create(
                $"CREATE TABLE {raw} AS SELECT f.value::NUMBER AS id, 'Where is my order number ' || f.value || '? It has not come yet, please "
                + $"write to me soon' AS prompt, 'label ' || MOD(f.value::NUMBER, 77) AS completion FROM TABLE(FLATTEN(INPUT => "
                + $"ARRAY_GENERATE_RANGE(0, {rows}))) f"));
            var data = provider.GetRequiredService<ITrainingDataClient>();
            var request = new TrainingDataRequest(raw, "id");
            await TimeAsync("inspect", rows, () => data.InspectAsync(request));
            await TimeAsync("snapshot", rows, () => data.SnapshotAsync(request, SqlIdentifier.Parse("scale")));
        }

        foreach (var path in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
            File.Delete(path);
    }

    private static async Task TimeAsync(string what, int rows, Func<Task> run)
    {
        var clock = Stopwatch.StartNew();
        await run();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-8} {rows,9:N0} rows  {clock.Elapsed.TotalSeconds,7:0.0} s  managed {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB  "
            + $"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"));
    }
}
