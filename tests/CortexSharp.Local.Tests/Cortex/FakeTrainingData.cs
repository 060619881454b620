using System.Runtime.CompilerServices;
using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Tests.Cortex;

/// <summary>Training queries answered from memory.</summary>
internal sealed class FakeTrainingData : ITrainingDataReader
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _queries;

    /// <summary>The rows of each query; one that is not here fails.</summary>
    public Dictionary<string, IEnumerable<(string? Prompt, string? Completion)>> Rows { get; } = [];

    /// <summary>What a query waits for before it gives its rows.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Done when the first query has come.</summary>
    public Task Asked => _asked.Task;

    /// <summary>How many queries came.</summary>
    public int Queries => _queries;

    /// <summary>The context of the last query.</summary>
    public CallContext? LastContext { get; private set; }

    public async IAsyncEnumerable<(string? Prompt, string? Completion)> ReadAsync(
        string query, CallContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LastContext = context;
        Interlocked.Increment(ref _queries);
        _asked.TrySetResult();
        await Gate.WaitAsync(cancellationToken);
        if (!Rows.TryGetValue(query, out var rows))
            throw new LocalSqlException(1003, "42000", "SQL compilation error:\nsyntax error line 1 at position 45 unexpected ';'.");
        foreach (var row in rows)
            yield return row;
    }
}
