using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Completions;

public class CompleteAllocationTests
{
    [Fact]
    public async Task CompleteAsync_ExecutorAnswersAtOnce_AllocatesLittle()
    {
        var client = new CortexCompleteClient(new AnswersAtOnce());
        var request = new CompletionRequest("llama3.1-8b", "Where is my parcel?") { Options = new() { Temperature = 0, MaxTokens = 100 } };
        for (var i = 0; i < 100; i++)
            await client.CompleteAsync(request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            await client.CompleteAsync(request);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        // 3.4 KB in a release build; state machines are classes in a debug build.
        Assert.InRange(each, 1, 5 * 1024);
    }

    private sealed class AnswersAtOnce : ISqlExecutor
    {
        private static readonly SqlRowSchema Schema = new([new("RESPONSE")]);

        private static readonly SqlRow Row = new(
            Schema,
            ["""{"value":{"choices":[{"messages":" yes"}],"created":1758755328,"model":"m","usage":{"completion_tokens":4,"prompt_tokens":12,"total_tokens":16}},"error":null}"""]);

        public Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new SqlResult(Schema.Columns, Rows()));

        private static async IAsyncEnumerable<SqlRow> Rows()
        {
            await Task.CompletedTask;
            yield return Row;
        }
    }
}
