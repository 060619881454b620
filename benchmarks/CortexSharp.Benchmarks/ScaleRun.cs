using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Benchmarks;

/// <summary>
/// The main job on many rows, on the offline Cortex in a file: load, train, ask for all rows in one statement, and again through the SDK, which
/// stores the answers and reads them back. Times it, and the process's peak memory.
/// </summary>
internal static class ScaleRun
{
    private static readonly string[] Labels = ["refund", "delivery", "login", "invoice", "damage", "privacy", "upgrade", "bug"];

    private static readonly string[] Words =
    [
        "money", "back", "parcel", "late", "password", "account", "bill", "copy", "broken", "screen", "data", "delete", "plan", "change", "crash",
        "error", "please", "hello", "again", "today", "order", "number", "still", "waiting", "need", "help", "could", "would", "thing", "week",
        "since", "never",
    ];

    public static async Task RunAsync(int rows)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cortexsharp-scale-{Environment.ProcessId}.db");
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(file);
        await using (var provider = services.BuildServiceProvider())
        {
            var executor = provider.GetRequiredService<ISqlExecutor>();
            await TimeAsync("load", rows, () => LoadAsync(executor, rows));

            var fineTune = provider.GetRequiredService<ICortexFineTuneClient>();
            FineTuningJob? job = null;
            await TimeAsync("train", Math.Min(rows, 10_000), async () =>
            {
                var request = new FineTuningRequest(
                    SqlIdentifier.Parse("scale_model"), "llama3.1-8b",
                    SqlStatement.Create($"SELECT prompt, completion FROM pairs WHERE id < {10_000}"));
                var poll = new JobPollPolicy { InitialInterval = TimeSpan.FromMilliseconds(100), MaxInterval = TimeSpan.FromMilliseconds(100) };
                job = await fineTune.WaitUntilFinishedAsync(await fineTune.CreateAsync(request), poll);
            });

            await TimeAsync("ask", rows, async () => await executor.QueryAsync(
                SqlStatement.Create($"SELECT id, AI_COMPLETE({SqlText.Trusted($"'{job!.Model}'")}, prompt) FROM pairs")).CountAsync());

            var complete = provider.GetRequiredService<ICortexCompleteClient>();
            var request =
                new TableCompletionRequest(job!.Model!, SqlStatement.Create($"SELECT id AS key, prompt FROM pairs"), SqlIdentifier.Parse("answers"));
            await TimeAsync("answer", rows, async () => await complete.CompleteTableAsync(request).CountAsync());
        }

        foreach (var path in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
            File.Delete(path);
    }

    private static async Task LoadAsync(ISqlExecutor executor, int rows)
    {
        var random = new Random(1);
        await executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE pairs (id NUMBER, prompt VARCHAR, completion VARCHAR)"));
        foreach (var batch in Enumerable.Range(0, rows).Chunk(5_000))
        {
            var json = JsonSerializer.Serialize(batch.Select(id => Pair(id, random)));
            await executor.ExecuteNonQueryAsync(SqlStatement.Create(
                $"INSERT INTO pairs SELECT f.VALUE[0]::NUMBER, f.VALUE[1]::VARCHAR, f.VALUE[2]::VARCHAR FROM TABLE(FLATTEN(INPUT => "
                + $"PARSE_JSON({json}))) f"));
        }
    }

    /// <summary>Twelve words, two of which tell the label.</summary>
    private static object[] Pair(int id, Random random)
    {
        var label = random.Next(Labels.Length);
        var words = Enumerable.Range(0, 10).Select(_ => Words[random.Next(16, Words.Length)]).Append(Words[label * 2]).Append(Words[(label * 2) + 1])
            .ToArray();
        random.Shuffle(words);
        return [id, $"{string.Join(' ', words)} {id}", Labels[label]];
    }

    private static async Task TimeAsync(string what, int rows, Func<Task> run)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await run();
        var (seconds, busy) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-8} {rows,9:N0} rows  {seconds,7:0.00} s  {rows / seconds,9:N0} rows/s  processor {busy,7:0.00} s  peak memory "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"));
    }
}
