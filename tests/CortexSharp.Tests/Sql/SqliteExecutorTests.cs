using System.Data.Common;
using CortexSharp.Conformance;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Tests.Sql;

/// <summary><see cref="DbSqlExecutor"/> over a provider that is there: plain SQLite.</summary>
[CollectionDefinition(nameof(SqliteExecutorTests), DisableParallelization = true)]
[Collection(nameof(SqliteExecutorTests))]
public sealed class SqliteExecutorTests : SqlExecutorConformance
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"cortexsharp-tests-{Guid.NewGuid():N}.db");
    private DbDataSource _dataSource = null!;

    protected override ISqlExecutor Executor => field ??= new DbSqlExecutor(_dataSource, new DbSqlExecutorOptions { Dialect = DbDialect.Sqlite });

    protected override ExecutorTraits Traits { get; } = new()
    {
        CanCancel = false,
        SpeaksSnowflake = false,
        Refused = new Dictionary<string, SqlExecutionOptions>
        {
            [nameof(SqlExecutionOptions.RequestId)] = new() { RequestId = Guid.NewGuid() },
            [nameof(SqlExecutionOptions.QueryTag)] = new() { QueryTag = "t" },
            [nameof(SqlExecutionOptions.Role)] = new() { Role = "R" },
            [nameof(SqlExecutionOptions.Warehouse)] = new() { Warehouse = "W" },
            [nameof(SqlExecutionOptions.Database)] = new() { Database = "D" },
            [nameof(SqlExecutionOptions.Schema)] = new() { Schema = "S" },
        },
    };

    public override Task InitializeAsync()
    {
        SQLitePCL.Batteries_V2.Init();
        _dataSource = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString());
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        _dataSource.Dispose();
        File.Delete(_file);
        return Task.CompletedTask;
    }
}
