using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

internal sealed class FakeSnowflakeConnection(FakeSnowflake driver) : DbConnection
{
    public FakeSession? Session { get; private set; }

    /// <summary>The whole string, the password too.</summary>
    [AllowNull]
    public override string ConnectionString { get; set; } = "";

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => "";

    public override ConnectionState State => Session is null ? ConnectionState.Closed : ConnectionState.Open;

    public override void Open() => throw new NotSupportedException("Only asynchronous opening is played.");

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (driver.OnOpen is { } open)
            await open(cancellationToken);
        Session = driver.Open(ConnectionString);
    }

    public override void Close()
    {
        if (Session is not null)
            driver.Close(Session);
        Session = null;
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Close();
        base.Dispose(disposing);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new FakeSnowflakeCommand(driver, this);
}
