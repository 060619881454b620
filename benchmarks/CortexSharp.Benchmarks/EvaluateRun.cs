using System.Diagnostics;
using System.Globalization;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Local;
using CortexSharp.Sql;

namespace CortexSharp.Benchmarks;

/// <summary>
/// Evaluates two models on many cases by all text metrics, on the offline Cortex in a file. Tells the time of everything but answering, for each
/// answer and each number that a metric gives, and how far the process's memory rose above that of the engine with the cases in it.
/// </summary>
internal static class EvaluateRun
{
    public static async Task RunAsync(int cases)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cortexsharp-evaluate-{Environment.ProcessId}.db");
        await using (var cortex = new LocalCortex(new() { Path = file }))
        {
            await cortex.ExecuteNonQueryAsync(SqlStatement.Create(
                $"CREATE TABLE held_out AS SELECT f.value::VARCHAR AS key, 'Where is my order number ' || f.value || '? It has not come yet, "
                + $"please write to me soon' AS prompt, 'Your order number ' || f.value || ' is on its way to you and will come soon' AS reference "
                + $"FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {cases}))) f"));
            var metrics =
                new MetricSet(new ExactMatchMetric(), new SquadMetric(), new TokenF1Metric(), new BleuMetric(), new ChrfMetric(), new RougeMetric());
            var executor = new AnswerClock(cortex);
            GC.Collect();
            var idle = Process.GetCurrentProcess().WorkingSet64;
            var peak = new Peak();

            var clock = Stopwatch.StartNew();
            var request =
                new EvaluationRequest(CaseSource.FromTable(executor, SqlIdentifier.Parse("held_out")), metrics, "llama3.1-8b", "mistral-7b");
            var result = await new CortexEvaluator(executor).EvaluateAsync(request, peak);
            clock.Stop();
            peak.Look();

            var answers = result.Runs.Sum(run => run.Count);
            var overhead = clock.Elapsed - executor.Answering;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{answers:N0} answers, {metrics.Measures.Length} text measures: {clock.Elapsed.TotalSeconds:0.0} s, of it answering "
                + $"{executor.Answering.TotalSeconds:0.0} s; the rest is {overhead.TotalMicroseconds / answers:0.0} us for an answer, "
                + $"{overhead.TotalMicroseconds / answers / metrics.Measures.Length:0.0} us for each measure; peak memory "
                + $"{(peak.Bytes - idle) >> 20} MB above the {idle >> 20} MB at the start"));
        }

        foreach (var path in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
            File.Delete(path);
    }

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

    /// <summary>The most memory that the process had whenever a slice was done, and at the end.</summary>
    private sealed class Peak : IProgress<EvaluationProgress>
    {
        public long Bytes { get; private set; }

        public void Report(EvaluationProgress value) => Look();

        public void Look() => Bytes = Math.Max(Bytes, Process.GetCurrentProcess().WorkingSet64);
    }
}
