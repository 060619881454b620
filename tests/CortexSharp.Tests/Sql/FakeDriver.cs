using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace CortexSharp.Tests.Sql;

/// <summary>An ADO.NET provider whose one command does what the test says, to play Snowflake's driver with all its ways.</summary>
internal sealed class FakeDriver(Func<FakeCommand, CancellationToken, Task<DbDataReader>> execute) : DbDataSource
{
    public List<FakeCommand> Commands { get; } = [];

    public int OpenConnections { get; set; }

    /// <summary>Ends when the last connection is closed, which may be after the caller was told of a failure.</summary>
    public TaskCompletionSource Closed { get; } = new();

    public Exception? OnOpen { get; init; }

    public override string ConnectionString => "account=x;password=secret";

    protected override DbConnection CreateDbConnection() => new FakeConnection(this);

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        if (OnOpen is not null)
            return ValueTask.FromException<DbConnection>(OnOpen);
        OpenConnections++;
        return ValueTask.FromResult(CreateDbConnection());
    }

    public static DbDataReader Table(string column, params object?[] values)
    {
        using var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add(column, typeof(object));
        foreach (var value in values)
            table.Rows.Add(value ?? DBNull.Value);
        return table.CreateDataReader();
    }

    public Task<DbDataReader> ExecuteAsync(FakeCommand command, CancellationToken cancellationToken) => execute(command, cancellationToken);
}

/// <summary>An exception of the driver's: it hides the base's SQLSTATE, as the real one does.</summary>
internal sealed class FakeDriverException(int code, string state, string message) : DbException(message)
{
    public override int ErrorCode => code;

    public new string SqlState { get; } = state;
}

internal sealed class FakeConnection(FakeDriver driver) : DbConnection
{
    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => ConnectionState.Open;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Close()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (--driver.OpenConnections == 0)
            driver.Closed.TrySetResult();
        base.Dispose(disposing);
    }

    public override void Open() => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand()
    {
        var command = new FakeCommand(driver);
        driver.Commands.Add(command);
        return command;
    }
}

internal sealed class FakeCommand(FakeDriver driver) : DbCommand
{
    // SQLite's parameter classes serve any provider.
    private readonly Microsoft.Data.Sqlite.SqliteCommand _parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override int ExecuteNonQuery() => throw new NotSupportedException();

    public override object? ExecuteScalar() => throw new NotSupportedException();

    public override void Prepare()
    {
    }

    protected override DbParameter CreateDbParameter() => _parameters.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        driver.ExecuteAsync(this, cancellationToken);
}
