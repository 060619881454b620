using System.Globalization;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Execution;
using CortexSharp.Local.Engine.Execution.Commands;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Storage;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine;

/// <summary>Executes statements: translates, answers Cortex calls, runs the rest on SQLite.</summary>
internal sealed class SqlEngine : IAsyncDisposable
{
    /// <summary>How many rows are read before a result is handed out; a result that ends within them holds no connection.</summary>
    private const int ReadAhead = 256;

    /// <summary>The same where the rows cannot be had again without paying.</summary>
    private const int ReadAheadOfBillable = 10_000;

    private readonly LocalCortexOptions _options;
    private readonly LocalDatabase _database;
    private readonly CortexServices _services;
    private readonly EngineFunctions _functions;
    private readonly CellReader _cells;
    private readonly PlanCache _plans = new();

    // SQLite has one writer at a time. Waiting here is fair and free; waiting on its lock is polling.
    private readonly SemaphoreSlim _writer = new(1);

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running = 1; // one for the engine itself, given up when it is disposed

    public SqlEngine(LocalCortexOptions options, CortexServicesFactory createServices)
    {
        _options = options;
        var zone = TimeZones.Find(options.TimeZone);
        _cells = new(zone);
        _database = new(options.Path, connection =>
        {
            RuntimeFunctions.Register(connection, zone);
            CatalogStore.Prepare(connection);
            QueryHistory.Register(connection, Log);
        }, new ProcessLife(options.Controls));
        _services = createServices(_database, new TrainingDataReader(this), options);
        _functions = new(_services.Functions, options.TimeProvider);
        _services.Start?.Invoke();
    }

    /// <summary>The life of the process that this plays.</summary>
    public ProcessLife Life => _database.Life;

    /// <summary>The statements of late.</summary>
    public StatementLog Log { get; } = new();

    /// <summary>Runs a statement.</summary>
    /// <exception cref="LocalSqlException">It failed.</exception>
    public async Task<StatementResult> ExecuteAsync(
        string text, IReadOnlyList<SqlBind> binds, CallContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await UntilTablesStandAsync(text, binds, context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>Compiles a statement and tells its columns; nothing is run, except what only reads the catalog.</summary>
    /// <exception cref="LocalSqlException">It does not compile.</exception>
    public async Task<IReadOnlyList<SqlColumn>> DescribeAsync(
        string text, IReadOnlyList<SqlBind> binds, CallContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await Task.Run(Describe, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }

        IReadOnlyList<SqlColumn> Describe()
        {
            var connection = Rent();
            try
            {
                var run = RunOf(text, binds, context, connection);
                var plan = _plans.Get(run.Translation);
                StatementAccess.Check(plan, run);
                return plan switch
                {
                    Plan.Read read => ResultColumns(read),
                    Plan.Change change => ChangeRunner.ColumnsOf(change),
                    Plan.Command { Statement: AccountStatement { IsReading: true } account } =>
                        AccountCommands.Execute(account, run, _services.Account).Columns,
                    Plan.Command { Statement: { IsReading: true } statement } => new CatalogCommands(run).Execute(statement).Columns,
                    _ => ResultTable.Status("").Columns,
                };
            }
            finally
            {
                Return(connection, reusable: true);
            }
        }
    }

    /// <summary>Asks models without a statement, as a request over REST does; what it uses up is written down as for one.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="context">The request, which takes the place of a statement.</param>
    public async Task<T> AskAsync<T>(Func<Account, Task<T>> ask, CallContext context)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await ask(_services.Account).ConfigureAwait(false);
        }
        finally
        {
            await EndAsync(context).ConfigureAwait(false);
        }
    }

    // Also for a statement that failed: what it asked was answered, and is paid for.
    private async ValueTask EndAsync(CallContext context)
    {
        try
        {
            if (!context.Usage.IsEmpty)
                await AsWriterAsync(() => _services.Account.Usage.Write(context), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<StatementResult> UntilTablesStandAsync(
        string text, IReadOnlyList<SqlBind> binds, CallContext context, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(text, binds, context, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException e) when (e.Message.Contains("no such table: data_", StringComparison.Ordinal) && attempt < 5)
            {
                // Another statement dropped or replaced the table after this one was translated: what it now means is found out anew.
            }
            catch (SqliteException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw SqliteErrors.Translate(e);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_services.Lifetime is { } lifetime)
            await lifetime.DisposeAsync().ConfigureAwait(false);
        // What is running was cancelled by the caller; the file is closed when the last statement has let go of it.
        Leave();
        await _drained.Task.ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
        _writer.Dispose();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0)
            _drained.TrySetResult();
    }

    private async Task<StatementResult> AttemptAsync(
        string text, IReadOnlyList<SqlBind> binds, CallContext context, CancellationToken cancellationToken)
    {
        await Interleaving.StepAsync("statement").ConfigureAwait(false);
        var connection = await Task.Run(Rent, cancellationToken).ConfigureAwait(false);
        var owned = true; // until a stream takes it over
        try
        {
            // SQLite asks this every thousand steps: unlike an interrupt, it cannot come a moment too early.
            SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 1000, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
            var run = RunOf(text, binds, context, connection);
            var plan = await Task.Run(() => _plans.Get(run.Translation), cancellationToken).ConfigureAwait(false);
            StatementAccess.Check(plan, run); // before anything is asked and paid for
            foreach (var stage in plan.Stages)
            {
                await StageRunner.RunAsync(stage, run, cancellationToken).ConfigureAwait(false);
                Life.Pass(CrashPoint.CallsAnswered);
                await Interleaving.StepAsync("answered").ConfigureAwait(false);
            }

            await Interleaving.StepAsync("execute").ConfigureAwait(false);
            if (plan is Plan.Read read)
            {
                var result = await Task.Run(() => Open(read, run), cancellationToken).ConfigureAwait(false);
                owned = false;
                if (result.Table is null)
                    return result;
                await result.Stream!.DisposeAsync().ConfigureAwait(false);
                return result with { Stream = null };
            }

            var table = await ChangeAsync(plan, run, cancellationToken).ConfigureAwait(false);
            run.Drop(plan.Stages.Select(s => s.Table));
            owned = false;
            Return(connection, reusable: true);
            return new(table.Columns, table, null, IsRepeatable: false);
        }
        finally
        {
            // After a failure a transaction or temporary table may be left: such a connection is not used again.
            if (owned)
                Return(connection, reusable: false);
        }
    }

    private StatementRun RunOf(string text, IReadOnlyList<SqlBind> binds, CallContext context, SqliteConnection connection)
    {
        var session =
            new SessionContext(context.Database, context.Schema, context.Warehouse, _options.Region, _services.Account.Access.For(context.Role));
        var now = (_options.TimeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        return new(text, [.. binds.Select(BindReader.Read)], session, context, connection, now, _functions, _services.Account.Views);
    }

    private static SqlColumn[] ResultColumns(Plan.Read plan) => [.. plan.Query.Columns.Select(c => c.Type.ResultColumn(c.Name))];

    private SqliteConnection Rent()
    {
        // Grants are changed along with tables, on the statement's own connection.
        _services.Account.Tables.Ensure();
        return _database.Rent();
    }

    private StatementResult Open(Plan.Read plan, StatementRun run)
    {
        var command = run.Command(plan.Query.Sql);
        RowStream? stream = null;
        try
        {
            var columns = ResultColumns(plan);
            stream = new RowStream(command, command.ExecuteReader(), _cells, plan.Query.Columns, clean =>
            {
                if (clean)
                    run.Drop(plan.Stages.Select(s => s.Table));
                Return(run.Connection, clean);
                return ValueTask.CompletedTask;
            });
            var rows = stream.ReadAhead(plan.Stages.IsEmpty ? ReadAhead : ReadAheadOfBillable);
            return new(columns, rows is null ? null : new(columns, rows), stream, plan.Stages.IsEmpty);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private async Task<ResultTable> ChangeAsync(Plan plan, StatementRun run, CancellationToken cancellationToken)
    {
        switch (plan)
        {
            case Plan.Command { Statement: AccountStatement account }:
                return await Task.Run(() => AccountCommands.Execute(account, run, _services.Account), cancellationToken).ConfigureAwait(false);
            case Plan.Command { Statement: { IsReading: true } statement }:
                return await Task.Run(() => new CatalogCommands(run).Execute(statement), cancellationToken).ConfigureAwait(false);
        }

        ResultTable? result = null;
        await AsWriterAsync(() => result = InTransaction(plan, run, cancellationToken), cancellationToken).ConfigureAwait(false);
        return result!;
    }

    private async Task AsWriterAsync(Action work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    private ResultTable InTransaction(Plan plan, StatementRun run, CancellationToken cancellationToken)
    {
        using var transaction = WriteTransaction.Begin(run.Connection, cancellationToken);
        var tableBefore = StatementAccess.TableOf(plan, run);
        var result = plan switch
        {
            Plan.Change change => ChangeRunner.Run(change, run),
            Plan.CreateAs create => new TableCommands(run).CreateAs(create),
            Plan.Define define => new CatalogCommands(run).Define(define),
            Plan.Command command => new CatalogCommands(run).Execute(command.Statement),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{plan.GetType()} does not change anything.")),
        };
        StatementAccess.Record(plan, run, tableBefore);
        Life.Pass(CrashPoint.BeforeCommit);
        transaction.Commit();
        Life.Pass(CrashPoint.AfterCommit);
        return result;
    }

    private void Return(SqliteConnection connection, bool reusable)
    {
        SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        _database.Return(connection, reusable);
    }
}
