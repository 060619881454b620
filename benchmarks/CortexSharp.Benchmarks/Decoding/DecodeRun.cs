using System.Diagnostics;
using System.Globalization;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Benchmarks.Decoding;

/// <summary>
/// Reads a large result of the SQL API from a loopback server in another process: rows a second, bytes allocated for a row, and how memory grows.
/// </summary>
internal static class DecodeRun
{
    private const int Runs = 5;

    public static async Task RunAsync(int rows)
    {
        using var server = Start(rows);
        var ready = server.StandardOutput.ReadLine()!.Split(' ');
        using var http = new HttpClient { BaseAddress = new(ready[0]) };
        var executor = new RestSqlExecutor(http, new AnyToken());
        Console.WriteLine($"{rows} rows of 5 columns, {ready[1]} bytes of JSON, {ready[2]} compressed");
        // The first run is there to warm up.
        for (var run = 0; run <= Runs; run++)
            await ReadAsync(executor, rows);
        server.StandardInput.Close();
        await server.WaitForExitAsync();
    }

    private static async Task ReadAsync(RestSqlExecutor executor, int rows)
    {
        GC.Collect();
        var (allocated, cpu, watch) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        long count = 0, sum = 0, most = 0;
        await foreach (var row in executor.QueryAsync(SqlStatement.Create($"SELECT * FROM TICKETS")))
        {
            sum += row.Get<long>(0);
            if (++count % 100_000 == 0)
                most = Math.Max(most, Process.GetCurrentProcess().WorkingSet64);
        }

        var time = watch.Elapsed;
        if ((count, sum) != (rows, (long)rows * (rows - 1) / 2))
            throw new InvalidOperationException($"Read {count} rows with the sum {sum}.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{time.TotalMilliseconds,7:N0} ms  {count / time.TotalSeconds,9:N0} rows/s  processor "
            + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,6:N0} ms  " +
            $"{(GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count,5:N1} bytes/row  working set {most / 1e6,4:N0} MB  peak "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,4:N0} MB"));
    }

    private static Process Start(int rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(DecodeRun).Assembly.Location);
        start.ArgumentList.Add(ResultServer.Argument);
        start.ArgumentList.Add(rows.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

    private sealed class AnyToken : IRestCredentials
    {
        public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default) =>
            new(new RestToken("none", RestTokenType.OAuth));
    }
}
