using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>Lets a test wait for statements that nobody else waits for.</summary>
internal sealed class WatchedExecutor(ISqlExecutor inner, string begin) : ISqlExecutor
{
    private TaskCompletionSource _next = new();

    /// <summary>How many statements came that begin so.</summary>
    public int Writes { get; private set; }

    /// <summary>Whether such a statement ends only when it is cancelled.</summary>
    public bool NeverEnds { get; init; }

    /// <summary>Whether the connection is lost with the first such statement on its way, which is kept.</summary>
    public bool LosesFirst { get; init; }

    /// <summary>The statement that was lost.</summary>
    public SqlStatement? Lost { get; private set; }

    /// <summary>The end of the next such statement, or its beginning if it never ends.</summary>
    public Task NextAsync() => _next.Task;

    public async Task<SqlResult> ExecuteAsync(
        SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!statement.Text.StartsWith(begin, StringComparison.Ordinal))
            return await inner.ExecuteAsync(statement, options, cancellationToken);
        Writes++;
        if (LosesFirst && Lost is null)
        {
            Lost = statement;
            throw new CortexException(CortexErrorKind.Network, "The connection was lost.");
        }

        try
        {
            if (NeverEnds)
            {
                _next.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return await inner.ExecuteAsync(statement, options, cancellationToken);
        }
        finally
        {
            var ended = _next;
            _next = new();
            ended.TrySetResult();
        }
    }
}
