using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>A statement that runs or ran a while ago.</summary>
/// <param name="QueryId">Its id.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Options">How it was run.</param>
internal sealed record StatementEntry(string QueryId, SqlStatement Statement, SqlExecutionOptions Options)
{
    private readonly TaskCompletionSource<ResultTable?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The whole result, null for one too large to keep, or the failure.</summary>
    public Task<ResultTable?> Outcome => _outcome.Task;

    /// <summary>Whether running it again costs and changes nothing.</summary>
    public bool IsRepeatable { get; private set; }

    public void Finish(StatementResult result)
    {
        IsRepeatable = result.IsRepeatable;
        _outcome.TrySetResult(result.Table);
    }

    public void Fail(Exception error)
    {
        _outcome.TrySetException(error);
        _ = _outcome.Task.Exception; // seen: nobody may ever ask again
    }
}
