namespace CortexSharp.Sql;

/// <summary>What a statement gave: its columns at once, its rows as a stream that can be read once.</summary>
public sealed class SqlResult : IAsyncDisposable
{
    private readonly IAsyncEnumerable<SqlRow> _rows;
    private Func<ValueTask>? _dispose;
    private int _taken;

    /// <summary>Makes a result over a stream of rows.</summary>
    /// <param name="columns">The columns, also when there is no row.</param>
    /// <param name="rows">The rows, read at most once.</param>
    /// <param name="affectedRows">The number of rows inserted, updated or deleted; null for a statement that is not DML.</param>
    /// <param name="queryId">The server's id of the statement, when it has one.</param>
    /// <param name="dispose">Frees what the stream holds and stops what is still running; called once.</param>
    public SqlResult(
        IReadOnlyList<SqlColumn> columns, IAsyncEnumerable<SqlRow> rows, long? affectedRows = null, string? queryId = null,
        Func<ValueTask>? dispose = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Columns = columns;
        _rows = rows;
        AffectedRows = affectedRows;
        QueryId = queryId;
        _dispose = dispose;
    }

    /// <summary>The columns in order, also of an empty result.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>The number of rows inserted, updated or deleted; <see langword="null"/> for a statement that is not DML.</summary>
    public long? AffectedRows { get; }

    /// <summary>The server's id of the statement; <see langword="null"/> when the executor does not know it.</summary>
    public string? QueryId { get; }

    /// <summary>The rows, streamed: never the whole result in memory.</summary>
    /// <exception cref="InvalidOperationException">The rows were taken before.</exception>
    public IAsyncEnumerable<SqlRow> Rows => Interlocked.Exchange(ref _taken, 1) == 0
        ? _rows
        : throw new InvalidOperationException("The rows of a result can be read once; keep what you need of them.");

    /// <summary>A result in one line, for tests and small stand-ins.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">
    /// The rows: each as many values as there are columns; null is the SQL <c>NULL</c>, also for the whole row of a single column.
    /// </param>
    /// <exception cref="ArgumentException">A row has another number of values than there are columns.</exception>
    public static SqlResult Of(IReadOnlyList<string> columns, params IReadOnlyList<IReadOnlyList<object?>?> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        var schema = new SqlRowSchema([.. columns.Select(name => new SqlColumn(name))]);
        return new(schema.Columns, AsyncEnumerable.ToAsyncEnumerable(rows.Select(row => new SqlRow(schema, [.. row ?? [null]])).ToArray()));
    }

    /// <summary>The result of a DML statement in one line: no rows, a count.</summary>
    /// <param name="affectedRows">The number of rows inserted, updated or deleted.</param>
    public static SqlResult OfAffected(long affectedRows) => new([], AsyncEnumerable.Empty<SqlRow>(), affectedRows);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _dispose, null)?.Invoke() ?? ValueTask.CompletedTask;
}
