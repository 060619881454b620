using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Recording;

/// <summary>Records what is sent to another executor.</summary>
internal sealed class RecordingExecutor(IResumableSqlExecutor inner, StatementRecording recording) : IResumableSqlExecutor
{
    public async Task<SqlResult> ExecuteAsync(
        SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var recorded = recording.Add(statement, options);
        var result = await inner.ExecuteAsync(statement, options, cancellationToken);
        recording.Ran(recorded);
        return result;
    }

    public Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default) =>
        inner.AttachAsync(queryId, cancellationToken);
}
