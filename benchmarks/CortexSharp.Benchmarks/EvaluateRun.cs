using System.Diagnostics;
using System.Globalization;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Local;
using CortexSharp.Metrics;
using CortexSharp.Sql;

namespace CortexSharp.Benchmarks;

/// <summary>
/// Evaluates two models on many cases by all text metrics, on the offline Cortex in a file. Tells the time of everything but answering, for each
/// answer and metric, and how far the process's memory rose above that of the idle engine with the cases in it.
/// </summary>
internal static class EvaluateRun
{
    private const RougeTypes AllTypes = RougeTypes.Usual | RougeTypes.RougeLsum;

    public static async Task RunAsync(int cases)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cortexsharp-evaluate-{Environment.ProcessId}.db");
        await using (var cortex = new LocalCortex(new() { Path = file }))
        {
            await LoadAsync(cortex, cases);
            await EvaluateAsync(cortex);
        }

        foreach (var path in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
            File.Delete(path);
    }

    private static async Task EvaluateAsync(LocalCortex cortex)
    {
        var metrics = new MetricSet(
            new ExactMatchMetric(), new SquadMetric(), new TokenF1Metric(), new BleuMetric(), new ChrfMetric(), new RougeMetric(AllTypes));
        var executor = new AnswerClock(cortex);
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        using var memory = new MemoryWatch();
        var (clock, allocated) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());

        var source = CaseSource.FromTable(executor, SqlIdentifier.Parse("held_out"));
        var result = await new CortexEvaluator(executor).EvaluateAsync(new(source, metrics, "llama3.1-8b", "mistral-7b"));
        clock.Stop();

        memory.Dispose();
        var answers = result.Runs.Sum(run => run.Count);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var stays = GC.GetTotalMemory(forceFullCollection: true) - idle;
        var overhead = (clock.Elapsed - executor.Answering).TotalMicroseconds / answers;
        var (rouges, others) = (metrics.Metrics[^1].Measures.Count, metrics.Metrics.Length - 1);
        Tell($"{answers:N0} answers in {clock.Elapsed.TotalSeconds:0.0} s, of it answering {executor.Answering.TotalSeconds:0.0} s");
        Tell($"the rest is {overhead:0.0} us for an answer");
        Tell($"{overhead / (others + rouges):0.0} us for each of {others + rouges} metrics: {others} and {rouges} kinds of ROUGE");
        Tell($"allocated {allocated / answers:N0} bytes for an answer; {stays / answers:N0} stay");
        var (start, peak) = (memory.Start >> 20, memory.Peak >> 20);
        Tell($"memory of the process: idle {start} MB, at most {peak} MB, {peak - start} MB more");
        GC.KeepAlive(result);
    }

    /// <summary>Texts of a dozen words, no two alike.</summary>
    private static Task<long> LoadAsync(LocalCortex cortex, int cases) => cortex.ExecuteNonQueryAsync(SqlStatement.Create(
        $"""
        CREATE TABLE held_out AS SELECT f.value::VARCHAR AS key,
          'Where is my order number ' || f.value || '? It has not come yet, please write to me soon' AS prompt,
          'Your order number ' || f.value || ' is on its way to you and will come soon' AS reference
        FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {cases}))) f
        """));

    private static void Tell(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Tells the time that statements with questions take.</summary>
    private sealed class AnswerClock(IResumableSqlExecutor inner) : IResumableSqlExecutor
    {
        public TimeSpan Answering { get; private set; }

        public async Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
        {
            var start = Stopwatch.GetTimestamp();
            var result = await inner.ExecuteAsync(statement, options, cancellationToken);
            if (options?.Effect is SqlEffect.Billable)
                Answering += Stopwatch.GetElapsedTime(start);
            return result;
        }

        public Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default) =>
            inner.AttachAsync(queryId, cancellationToken);
    }
}
