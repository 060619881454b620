using System.Data;
using System.Data.Common;
using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

/// <summary>The ways of Snowflake's driver, played by a fake one.</summary>
public class DbSqlExecutorTests
{
    private static readonly SqlStatement Anything = SqlStatement.Create($"SELECT {1} AS A");

    [Fact]
    public async Task Execute_Binds_AreNamedByNumberWithTheirTypes()
    {
        var driver = new FakeDriver((_, _) => Task.FromResult(FakeDriver.Table("A", 1)));
        await new DbSqlExecutor(driver).QueryScalarAsync<int>(
            SqlStatement.Create($"SELECT {"x"}, {SqlBind.Of<long?>(null)}, {new DateOnly(2026, 1, 2)}"));
        var command = Assert.Single(driver.Commands);
        Assert.Equal("SELECT ?, ?, ?", command.CommandText);
        var parameters = command.Parameters.Cast<DbParameter>().ToList();
        Assert.Equal(["1", "2", "3"], parameters.Select(p => p.ParameterName));
        Assert.Equal([DbType.String, DbType.Int64, DbType.Date], parameters.Select(p => p.DbType));
        Assert.Equal(["x", DBNull.Value, new DateTime(2026, 1, 2)], parameters.Select(p => p.Value));
    }

    [Fact]
    public async Task Execute_ServerError_IsFoundAtTheBottomOfTheChain()
    {
        var deepest = new FakeDriverException(1003, "42000", "SQL compilation error:\nsyntax error");
        var wrapped = new FakeDriverException(270001, "08006", "wrapper");
        var driver =
            new FakeDriver((_, _) => throw new AggregateException(new InvalidOperationException("x", new AggregateException(wrapped, deepest))));
        var exception = await Assert.ThrowsAsync<CortexException>(() => new DbSqlExecutor(driver).ExecuteAsync(Anything));
        Assert.Equal((CortexErrorKind.InvalidSql, 1003), (exception.Kind, exception.ErrorCode));
        Assert.Equal(0, driver.OpenConnections);
    }

    [Fact]
    public async Task Execute_ErrorReader_DecidesWhatTheErrorSays()
    {
        var driver = new FakeDriver((_, _) => throw new FakeDriverException(1003, "42000", "SQL compilation error"));
        var executor = new DbSqlExecutor(driver, new DbSqlExecutorOptions { ErrorReader = new ReadsHiddenState() });
        var exception = await Assert.ThrowsAsync<CortexException>(() => executor.ExecuteAsync(Anything));
        Assert.Equal(("42000", "query 7"), (exception.SqlState, exception.QueryId));
    }

    [Fact]
    public async Task Execute_CancellationThatNobodyAskedFor_IsANetworkFailure()
    {
        var driver = new FakeDriver((_, _) => throw new OperationCanceledException("http request failed and max retry 7 reached"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => new DbSqlExecutor(driver).ExecuteAsync(Anything));
        Assert.Equal((CortexErrorKind.Network, true), (exception.Kind, exception.IsTransient));
    }

    [Fact]
    public async Task Execute_OpenFailsByRefusedPort_IsANetworkFailure()
    {
        var driver =
            new FakeDriver((_, _) => throw new InvalidOperationException()) { OnOpen = new TaskCanceledException("Connecting was cancelled") };
        var exception = await Assert.ThrowsAsync<CortexException>(() => new DbSqlExecutor(driver).ExecuteAsync(Anything));
        Assert.Equal(CortexErrorKind.Network, exception.Kind);
    }

    [Fact]
    public async Task Execute_OddProviderException_IsNotLeftBare()
    {
        var driver = new FakeDriver((_, _) => throw new KeyNotFoundException("odd type"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => new DbSqlExecutor(driver).ExecuteAsync(Anything));
        Assert.IsType<KeyNotFoundException>(exception.InnerException);
    }

    [Fact]
    public async Task Execute_CallerCancels_GetsItsOwnToken()
    {
        var started = new TaskCompletionSource();
        var driver = new FakeDriver(async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using var source = new CancellationTokenSource();
        var running = new DbSqlExecutor(driver).ExecuteAsync(Anything, null, source.Token);
        await started.Task;
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(source.Token, exception.CancellationToken);
        await driver.Closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Execute_DriverBlocksInItsCancelCallback_DoesNotBlockTheCaller()
    {
        var started = new TaskCompletionSource();
        using var gate = new ManualResetEventSlim();
        var driver = new FakeDriver(async (_, token) =>
        {
            // The driver posts its abort request inside the callback and waits for the answer.
            await using var registration = token.Register(gate.Wait);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using var source = new CancellationTokenSource();
        var running = new DbSqlExecutor(driver).ExecuteAsync(Anything, null, source.Token);
        await started.Task;
        source.Cancel(); // returns although the callback waits
        gate.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Execute_TimeoutPasses_StopsWithoutTheServersHelp()
    {
        var clock = new ManualTimeProvider();
        var started = new TaskCompletionSource();
        var driver = new FakeDriver(async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        var running = new DbSqlExecutor(driver, new DbSqlExecutorOptions { TimeProvider = clock }).ExecuteAsync(
            Anything, new SqlExecutionOptions { Timeout = TimeSpan.FromMinutes(5) });
        await started.Task;
        clock.Advance(TimeSpan.FromMinutes(5));
        var exception = await Assert.ThrowsAsync<CortexException>(() => running);
        Assert.Equal(CortexErrorKind.Timeout, exception.Kind);
        Assert.Contains("00:05:00", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_TimeoutNotPositive_Throws() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => new DbSqlExecutor(new FakeDriver((_, _) => throw new InvalidOperationException())).ExecuteAsync(
            Anything, new SqlExecutionOptions { Timeout = TimeSpan.Zero }));

    [Fact]
    public async Task Rows_LeftEarly_CancelsOnTheServerAndClosesTheConnection()
    {
        CancellationToken seen = default;
        var driver = new FakeDriver((_, token) =>
        {
            seen = token;
            return Task.FromResult(FakeDriver.Table("A", 1, 2, 3));
        });
        await foreach (var _ in new DbSqlExecutor(driver).QueryAsync(Anything))
            break;
        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(0, driver.OpenConnections);
    }

    [Fact]
    public async Task Execute_ProviderIgnoresTheToken_IsNotWaitedForAndCleanedUpLater()
    {
        var clock = new ManualTimeProvider();
        var (started, answer) = (new TaskCompletionSource(), new TaskCompletionSource<DbDataReader>());
        var driver = new FakeDriver((_, _) =>
        {
            started.SetResult();
            return answer.Task;
        });
        var running = new DbSqlExecutor(driver, new DbSqlExecutorOptions { TimeProvider = clock }).ExecuteAsync(
            Anything, new SqlExecutionOptions { Timeout = TimeSpan.FromSeconds(5) });
        await started.Task;
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(CortexErrorKind.Timeout, (await Assert.ThrowsAsync<CortexException>(() => running)).Kind);
        Assert.Equal(1, driver.OpenConnections); // still busy
        var reader = FakeDriver.Table("A", 1);
        answer.SetResult(reader);
        await driver.Closed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(reader.IsClosed);
    }

    [Fact]
    public async Task Scalar_AndNonQuery_CancelNothing()
    {
        var seen = new List<CancellationToken>();
        var executor = new DbSqlExecutor(new FakeDriver((_, token) =>
        {
            seen.Add(token);
            return Task.FromResult(FakeDriver.Table("A", 1));
        }));
        await executor.QueryScalarAsync<int>(Anything);
        await executor.ExecuteNonQueryAsync(Anything);
        Assert.Equal(2, seen.Count);
        Assert.DoesNotContain(seen, token => token.IsCancellationRequested);
    }

    [Fact]
    public async Task Execute_DriversMessage_GivesStateAndQueryId()
    {
        var driver = new FakeDriver((_, _) => throw new FakeDriverException(
            1003, "hidden", "Error: SQL compilation error:\nsyntax error SqlState: 42000, VendorCode: 1003, QueryId: 01b2-33"));
        var exception = await Assert.ThrowsAsync<CortexException>(() => new DbSqlExecutor(driver).ExecuteAsync(Anything));
        Assert.Equal(
            (CortexErrorKind.InvalidSql, 1003, "42000", "01b2-33"), (exception.Kind, exception.ErrorCode, exception.SqlState, exception.QueryId));
        Assert.DoesNotContain("VendorCode", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_ReadToTheEnd_CancelNothing()
    {
        CancellationToken seen = default;
        var driver = new FakeDriver((_, token) =>
        {
            seen = token;
            return Task.FromResult(FakeDriver.Table("A", 1, null));
        });
        Assert.Equal([1, null], await new DbSqlExecutor(driver).QueryAsync(Anything).Select(r => r.GetOrDefault<int?>("A")).ToListAsync());
        Assert.False(seen.IsCancellationRequested);
    }

    private sealed class ReadsHiddenState : IDbErrorReader
    {
        public SnowflakeError Read(DbException exception) =>
            new(exception.ErrorCode, ((FakeDriverException)exception).SqlState, exception.Message, "query 7");
    }
}
