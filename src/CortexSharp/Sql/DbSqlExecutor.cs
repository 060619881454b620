using System.Data.Common;
using System.Runtime.CompilerServices;

namespace CortexSharp.Sql;

/// <summary>Runs statements through any ADO.NET provider: one connection for each statement, held until its result is disposed.</summary>
/// <remarks>
/// It never repeats a statement: a provider has its own retries and alone knows what ran. It honours <see cref="SqlExecutionOptions.Timeout"/>
/// itself, because providers need the server's help for theirs; role, warehouse, database, schema and request id belong to the connection and are
/// refused by name, and so is a query tag where <see cref="DbDialect.SetQueryTag"/> is not there.
/// </remarks>
public sealed class DbSqlExecutor : ISqlExecutor
{
    private readonly DbDataSource _dataSource;
    private readonly DbSqlExecutorOptions _options;

    /// <summary>Makes an executor.</summary>
    /// <param name="dataSource">Gives the connections; the caller keeps and disposes it.</param>
    /// <param name="options">The provider's ways; default: Snowflake's driver.</param>
    public DbSqlExecutor(DbDataSource dataSource, DbSqlExecutorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _dataSource = dataSource;
        _options = options ?? new DbSqlExecutorOptions();
        if (_options.Timeout is { } timeout && timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{nameof(DbSqlExecutorOptions)}.{nameof(_options.Timeout)} is {timeout}; it must be positive.");
        }
    }

    /// <inheritdoc/>
    public async Task<SqlResult> ExecuteAsync(
        SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        Refuse(options);
        _options.Dialect.CheckStatement?.Invoke(statement.Text);
        cancellationToken.ThrowIfCancellationRequested();
        var run = new DbRun(_options, options?.Timeout ?? _options.Timeout, cancellationToken);
        try
        {
            var reader = await run.OpenAsync(_dataSource, statement, options?.QueryTag).ConfigureAwait(false);
            var schema = new SqlRowSchema(
                [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SqlColumn(reader.GetName(i), reader.GetDataTypeName(i)))]);
            foreach (var column in schema.Columns)
                _options.Dialect.CheckColumn?.Invoke(column);
            var affected = reader.RecordsAffected;
            return new SqlResult(
                schema.Columns, ReadAsync(run, reader, schema, CancellationToken.None), affected < 0 ? null : affected,
                _options.Dialect.QueryId?.Invoke(reader), run.DisposeAsync);
        }
        catch (Exception exception)
        {
            var failure = run.Translate(exception, CancellationToken.None);
            await run.DisposeAsync().ConfigureAwait(false);
            if (ReferenceEquals(failure, exception))
                throw;
            throw failure;
        }
    }

    private static async IAsyncEnumerable<SqlRow> ReadAsync(
        DbRun run, DbDataReader reader, SqlRowSchema schema, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var registration = run.CancelWith(cancellationToken);
        while (true)
        {
            object?[] values;
            try
            {
                if (!await reader.ReadAsync(run.Token).ConfigureAwait(false))
                    break;
                values = new object?[schema.Columns.Count];
                for (var i = 0; i < values.Length; i++)
                    values[i] = reader.GetValue(i) is var value && value is DBNull ? null : value;
            }
            catch (Exception exception)
            {
                var failure = run.Translate(exception, cancellationToken);
                if (ReferenceEquals(failure, exception))
                    throw;
                throw failure;
            }

            yield return new SqlRow(schema, values);
        }

        run.Completed();
    }

    private void Refuse(SqlExecutionOptions? options)
    {
        if (options is null)
            return;
        var refused = options switch
        {
            { RequestId: not null } => nameof(options.RequestId),
            { QueryTag: not null } when _options.Dialect.SetQueryTag is null => nameof(options.QueryTag),
            { Role: not null } => nameof(options.Role),
            { Warehouse: not null } => nameof(options.Warehouse),
            { Database: not null } => nameof(options.Database),
            { Schema: not null } => nameof(options.Schema),
            _ => null,
        };
        if (refused is not null)
        {
            throw new CortexException(
                CortexErrorKind.NotSupported,
                $"An ADO.NET connection cannot set {refused} for one statement. Set it in the connection string, or leave "
                + $"{nameof(SqlExecutionOptions)}.{refused} null.");
        }

        if (options.Timeout is { } timeout && timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{nameof(SqlExecutionOptions)}.{nameof(options.Timeout)} is {timeout}; it must be positive.");
        }
    }
}
