using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>A statement that runs or ran a while ago.</summary>
/// <param name="queryId">Its id.</param>
/// <param name="statement">The statement.</param>
/// <param name="options">How it was run.</param>
/// <param name="time">The clock.</param>
internal sealed class StatementEntry(string queryId, SqlStatement statement, SqlExecutionOptions options, TimeProvider time)
{
    // As much as Snowflake's history keeps of a text.
    private const int MostText = 100_000;

    private readonly TaskCompletionSource<ResultTable?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string QueryId => queryId;

    public SqlExecutionOptions Options => options;

    /// <summary>Its text, cut off where it is very long.</summary>
    public string Text { get; } = statement.Text.Length > MostText ? statement.Text[..MostText] : statement.Text;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The statement; null when it will not be run again. Many entries are kept, and a statement that loads rows is large.</summary>
    public SqlStatement? Statement { get; private set; } = statement;

    /// <summary>The whole result, null for one too large to keep, or the failure.</summary>
    public Task<ResultTable?> Outcome => _outcome.Task;

    /// <summary>Whether running it again costs and changes nothing.</summary>
    public bool IsRepeatable { get; private set; }

    public void Finish(StatementResult result)
    {
        IsRepeatable = result.IsRepeatable;
        EndedAt ??= time.GetUtcNow();
        // The first outcome is what is found later; only a result that was not kept is made anew.
        if (_outcome.TrySetResult(result.Table) && result.Table is not null)
            Statement = null;
    }

    public void Fail(Exception error)
    {
        EndedAt ??= time.GetUtcNow();
        if (_outcome.TrySetException(error))
            Statement = null;
        _ = _outcome.Task.Exception; // seen: nobody may ever ask again
    }
}
