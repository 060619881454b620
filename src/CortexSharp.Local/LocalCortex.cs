using System.Runtime.CompilerServices;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Engine;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Local;

/// <summary>The offline Cortex: executes Snowflake SQL on a SQLite file, with AI functions and fine-tuning that need no account.</summary>
/// <remarks>
/// Thread-safe; statements run side by side, each in a transaction of its own. It is honest about what it is: its models are small
/// statistical learners, and SQL that it does not know is refused with an error naming the construct and its place.
/// </remarks>
public sealed class LocalCortex : IResumableSqlExecutor, IAsyncDisposable, IDisposable
{
    private readonly LocalCortexOptions _options;
    private readonly SqlEngine _engine;
    private readonly CancellationTokenSource _lifetime = new();
    private int _disposed;

    /// <summary>Opens or creates the database.</summary>
    /// <param name="options">How it is set up.</param>
    public LocalCortex(LocalCortexOptions options)
        : this(options, static (database, trainingData, options) =>
        {
            var account = new Account(database, options);
            var runtime = new CortexRuntime(account, options, trainingData);
            return new(runtime.Functions, account, runtime.Start, runtime);
        })
    {
    }

    /// <summary>Opens or creates the database, with Cortex functions and models of the caller's.</summary>
    internal LocalCortex(LocalCortexOptions options, CortexServicesFactory createServices)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ChatConcurrency, 1);
        _options = options;
        _engine = new(options, createServices);
    }

    /// <inheritdoc/>
    public Task<SqlResult> ExecuteAsync(SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(Guid.NewGuid().ToString(), statement, options, cancellationToken);

    /// <summary>Runs a statement under an id of the caller's: a server tells it before the statement ends.</summary>
    /// <param name="queryId">A new id.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    internal Task<SqlResult> ExecuteAsync(string queryId, SqlStatement statement, SqlExecutionOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var entry = new StatementEntry(queryId, statement, options ?? new(), _options.TimeProvider);
        return _options.Controls is { } controls && controls.Statements.TryMatch(new(statement.Text, entry.Options), out var rule)
            ? ExecuteAsync(entry, rule, cancellationToken)
            : EnterAsync(entry, null, cancellationToken);
    }

    /// <summary>Finds out which columns a statement would give, without running it.</summary>
    /// <param name="queryId">A new id, for errors.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="options">How it would be run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CortexException">It does not compile.</exception>
    internal async Task<IReadOnlyList<SqlColumn>> DescribeAsync(
        string queryId, SqlStatement statement, SqlExecutionOptions? options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var entry = new StatementEntry(queryId, statement, options ?? new(), _options.TimeProvider);
        using var watch = new StatementWatch(entry, _options.TimeProvider, _engine.Life, _lifetime.Token, cancellationToken);
        try
        {
            return await _engine.DescribeAsync(statement.Text, statement.Binds, ContextOf(entry), watch.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var error = watch.Explain(e);
            if (ReferenceEquals(error, e))
                throw;
            throw error;
        }
    }

    /// <summary>Asks models without a statement, as a request over REST does.</summary>
    /// <param name="requestId">The request's id, which takes the place of a statement's.</param>
    /// <param name="ask">Asks; usage goes by the request's context.</param>
    internal Task<T> AskAsync<T>(string requestId, Func<ModelCatalog, CallContext, Task<T>> ask)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var context = new CallContext(requestId, _options.Database, _options.Schema, QueryTag: null) { Usage = new(_options.TimeProvider) };
        return _engine.AskAsync(account => ask(new(account, _options), context), context);
    }

    /// <inheritdoc/>
    public Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(queryId);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _engine.Log.Find(queryId) is { } entry
            ? ReplayAsync(entry, cancellationToken)
            : throw new CortexException(
                CortexErrorKind.NotFound,
                $"No statement with the id {queryId} runs or ran lately; the offline Cortex forgets statements when its process ends.")
            {
                QueryId = queryId,
            };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _lifetime.CancelAsync().ConfigureAwait(false);
        await _engine.DisposeAsync().ConfigureAwait(false);
        _lifetime.Dispose();
    }

    /// <summary>Does as <see cref="DisposeAsync"/>, waiting for it: for containers and tests that are disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<SqlResult> ExecuteAsync(
        StatementEntry entry, RuleSet<StatementCall, StatementAction>.Match rule, CancellationToken cancellationToken)
    {
        if (rule.Action is StatementAction.Refuse refusal)
        {
            await rule.WaitAsync(_options.TimeProvider, cancellationToken).ConfigureAwait(false);
            throw refusal.Error?.ToException() ?? LostConnection.Error();
        }

        var result = await EnterAsync(entry, rule, cancellationToken).ConfigureAwait(false);
        if (rule.Action is not StatementAction.Lose loss)
            return result;
        if (loss.Rows is { } rows)
            return LostConnection.After(result, rows);
        await result.DisposeAsync().ConfigureAwait(false);
        throw LostConnection.Error();
    }

    private Task<SqlResult> EnterAsync(StatementEntry entry, RuleSet<StatementCall, StatementAction>.Match? rule, CancellationToken cancellationToken)
    {
        var known = _engine.Log.Enter(entry);
        return ReferenceEquals(known, entry) ? RunAsync(entry, rule, cancellationToken) : ReplayAsync(known, cancellationToken);
    }

    private async Task<SqlResult> ReplayAsync(StatementEntry entry, CancellationToken cancellationToken)
    {
        var outcome = await entry.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (outcome is not null)
            return Whole(outcome, entry.QueryId);
        return entry.IsRepeatable
            ? await RunAsync(entry, null, cancellationToken).ConfigureAwait(false)
            : throw new CortexException(
                CortexErrorKind.NotSupported, "The statement has run, but its result was too large to be kept for a second reading.")
            {
                QueryId = entry.QueryId,
            };
    }

    private async Task<SqlResult> RunAsync(
        StatementEntry entry, RuleSet<StatementCall, StatementAction>.Match? rule, CancellationToken cancellationToken)
    {
        var watch = new StatementWatch(entry, _options.TimeProvider, _engine.Life, _lifetime.Token, cancellationToken);
        try
        {
            _engine.Life.Pass(CrashPoint.StatementReceived);
            if (rule is not null)
                await rule.WaitAsync(_options.TimeProvider, watch.Token).ConfigureAwait(false);
            if (rule?.Action is StatementAction.Fail failure)
                throw (failure.Error with { QueryId = entry.QueryId }).ToException();
            var statement = entry.Statement!;
            var result = await _engine.ExecuteAsync(statement.Text, statement.Binds, ContextOf(entry), watch.Token).ConfigureAwait(false);
            entry.Finish(result);
            if (result.Stream is { } stream)
                return Streaming(result, stream, entry.QueryId, watch);
            watch.Dispose();
            return Whole(result.Table!, entry.QueryId);
        }
        catch (Exception e)
        {
            var error = watch.Explain(e);
            entry.Fail(error is OperationCanceledException ? Cancelled(entry) : error);
            watch.Dispose();
            if (ReferenceEquals(error, e))
                throw;
            throw error;
        }
    }

    private CallContext ContextOf(StatementEntry entry) => new(
        entry.QueryId, entry.Options.Database ?? _options.Database, entry.Options.Schema ?? _options.Schema, entry.Options.QueryTag)
    {
        Role = entry.Options.Role ?? CallContext.Administrator,
        Warehouse = entry.Options.Warehouse,
        Usage = new(_options.TimeProvider),
    };

    private static CortexException Cancelled(StatementEntry entry) =>
        new SnowflakeError(604, "57014", "SQL execution canceled", entry.QueryId).ToException();

    private static SqlResult Whole(ResultTable table, string queryId)
    {
        var schema = new SqlRowSchema(table.Columns);
        return new(table.Columns, table.Rows.Select(row => new SqlRow(schema, row)).ToAsyncEnumerable(), table.AffectedRows, queryId);
    }

    private static SqlResult Streaming(StatementResult result, RowStream stream, string queryId, StatementWatch watch)
    {
        var schema = new SqlRowSchema(result.Columns);
        return new(result.Columns, Rows(), affectedRows: null, queryId, async () =>
        {
            watch.Stop();
            await stream.DisposeAsync().ConfigureAwait(false);
            watch.Dispose();
        });

        async IAsyncEnumerable<SqlRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await using var registration = cancellationToken.UnsafeRegister(static w => ((StatementWatch)w!).Stop(), watch).ConfigureAwait(false);
            var rows = stream.ReadAsync(watch.Token).GetAsyncEnumerator(CancellationToken.None);
            await using (rows.ConfigureAwait(false))
            {
                while (true)
                {
                    try
                    {
                        if (!await rows.MoveNextAsync().ConfigureAwait(false))
                            yield break;
                    }
                    catch (Exception e)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        throw watch.Explain(e);
                    }

                    yield return new SqlRow(schema, rows.Current);
                }
            }
        }
    }
}
