using BenchmarkDotNet.Attributes;
using CortexSharp.Completions;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Benchmarks;

/// <summary>What the SDK itself costs for one question: the executor answers at once.</summary>
[MemoryDiagnoser]
public class CompleteBenchmarks
{
    private readonly CompletionRequest _request = new("llama3.1-8b", "Where is my parcel?") { Options = new() { Temperature = 0, MaxTokens = 100 } };
    private ServiceProvider _services = null!;
    private ICortexCompleteClient _client = null!;

    [GlobalSetup]
    public void Setup()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseExecutor(new AnswersAtOnce());
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<ICortexCompleteClient>();
    }

    [GlobalCleanup]
    public void Cleanup() => _services.Dispose();

    [Benchmark]
    public Task<CompletionResult> CompleteAsync() => _client.CompleteAsync(_request);

    private sealed class AnswersAtOnce : ISqlExecutor
    {
        private static readonly SqlRowSchema Schema = new([new("RESPONSE", "TEXT")]);

        private static readonly SqlRow Row = new(
            Schema,
            ["""{"value":{"choices":[{"messages":" delivery_delay"}],"created":1758755328,"model":"llama3.1-8b","usage":{"completion_tokens":4,"prompt_tokens":12,"total_tokens":16}},"error":null}"""]);

        public Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new SqlResult(Schema.Columns, Rows(), queryId: "01b2"));

        private static async IAsyncEnumerable<SqlRow> Rows()
        {
            await Task.CompletedTask;
            yield return Row;
        }
    }
}
