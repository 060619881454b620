using System.Runtime.CompilerServices;

namespace CortexSharp.Sql;

/// <summary>The three ways to use an executor: rows, one value, a count.</summary>
public static class SqlExecutorExtensions
{
    /// <summary>Runs a statement and streams its rows; leaving the loop early ends the statement.</summary>
    /// <param name="executor">The executor.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="options">How to run it; default: it only reads.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">The statement failed.</exception>
    public static IAsyncEnumerable<SqlRow> QueryAsync(
        this ISqlExecutor executor, SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(statement);
        return Rows(executor, statement, options ?? Reading, cancellationToken);
    }

    /// <summary>Runs a statement and gives the first cell of its first row.</summary>
    /// <typeparam name="T">The type to read the cell as; see <see cref="SqlRow.Get{T}(int)"/>.</typeparam>
    /// <param name="executor">The executor.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="options">How to run it; default: it only reads.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The value; the type's default when there is no row or the cell is <c>NULL</c>.</returns>
    /// <exception cref="CortexException">The statement failed.</exception>
    public static async Task<T?> QueryScalarAsync<T>(
        this ISqlExecutor executor, SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(statement);
        var result = await executor.ExecuteAsync(statement, options ?? Reading, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
            return await result.FirstAsync(cancellationToken).ConfigureAwait(false) is { } row ? row.GetOrDefault<T>(0) : default;
    }

    /// <summary>Runs a statement for its effect.</summary>
    /// <param name="executor">The executor.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="options">How to run it; default: it may write.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The number of rows inserted, updated or deleted; 0 for DDL and queries.</returns>
    /// <exception cref="CortexException">The statement failed.</exception>
    public static async Task<long> ExecuteNonQueryAsync(
        this ISqlExecutor executor, SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(statement);
        var result = await executor.ExecuteAsync(statement, options, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            // DML gives its counts as a row as well.
            await result.FirstAsync(cancellationToken).ConfigureAwait(false);
            return result.AffectedRows ?? 0;
        }
    }

    /// <summary>Runs a query that always gives a row, such as one of counts, and gives that row.</summary>
    /// <exception cref="CortexException">The statement failed, or gave no row.</exception>
    internal static async Task<SqlRow> QueryRowAsync(
        this ISqlExecutor executor, SqlStatement statement, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        var result = await executor.ExecuteAsync(statement, options, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            return await result.FirstAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new CortexException(CortexErrorKind.UnexpectedResponse, "A query of counts gave no row.");
        }
    }

    /// <summary>A name with its database and schema, for what is looked up later and perhaps from elsewhere.</summary>
    /// <exception cref="CortexException">There is no current database or schema.</exception>
    internal static async Task<SqlIdentifier> QualifyAsync(
        this ISqlExecutor executor, SqlIdentifier name, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        if (name.Database is not null)
            return name;
        var current = await executor.QueryRowAsync(
            SqlStatement.Create($"SELECT CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S"), options with { Effect = SqlEffect.Read },
            cancellationToken).ConfigureAwait(false);
        return current.IsNull("D") || (current.IsNull("S") && name.Schema is null)
            ? throw new CortexException(
                CortexErrorKind.InvalidValue, $"There is no current database and schema to look for {name} in: give its full name.")
            : name.Within(current.Get<string>("D"), current.GetOrDefault<string>("S") ?? "");
    }

    /// <summary>The first row, or null. It looks for a second one, so that a result of one row ends by itself instead of being cancelled.</summary>
    internal static async Task<SqlRow?> FirstAsync(this SqlResult result, CancellationToken cancellationToken)
    {
        var rows = result.Rows.GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            if (!await rows.MoveNextAsync().ConfigureAwait(false))
                return null;
            var first = rows.Current;
            await rows.MoveNextAsync().ConfigureAwait(false);
            return first;
        }
    }

    private static SqlExecutionOptions Reading { get; } = new() { Effect = SqlEffect.Read };

    private static async IAsyncEnumerable<SqlRow> Rows(
        ISqlExecutor executor, SqlStatement statement, SqlExecutionOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var result = await executor.ExecuteAsync(statement, options, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return row;
        }
    }
}
