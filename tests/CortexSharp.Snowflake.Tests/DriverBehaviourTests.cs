using System.Data.Common;
using CortexSharp.Conformance;
using CortexSharp.SnowflakeDriver.Tests.Fakes;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver.Tests;

/// <summary>The ways of Snowflake's driver that a caller must not feel.</summary>
public sealed class DriverBehaviourTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeSnowflake _driver = new();

    private DbSqlExecutor Executor => field ??= SnowflakeExecutor.Create(_driver.Options());

    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    [Fact]
    public async Task Parameters_AreNamedByTheirNumber()
    {
        await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT {"a"} || {"b"}"));
        Assert.Equal("SELECT ? || ?", _driver.Sent[^1]);
        DbParameterCollection? parameters = null;
        _driver.OnExecute = (command, _) =>
        {
            parameters = command.Parameters;
            return null;
        };
        await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT {"a"} || {"b"}"));
        Assert.Equal(["1", "2"], parameters!.Cast<DbParameter>().Select(p => p.ParameterName));
    }

    [Fact]
    public async Task QueryTag_IsThatOfTheStatementAndOfNoOther()
    {
        await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"), new() { QueryTag = "nightly" });
        await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT 2"));

        var history = await Executor.QueryAsync(
            SqlStatement.Create(
                $"SELECT QUERY_TEXT, QUERY_TAG FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER()) WHERE QUERY_TEXT LIKE 'SELECT _'"))
            .ToDictionaryAsync(row => row.Get<string>("QUERY_TEXT"), row => row.Get<string>("QUERY_TAG"));

        Assert.Equal(("nightly", ""), (history["SELECT 1"], history["SELECT 2"]));
    }

    [Fact]
    public async Task NoDriverType_EveryTypeOfABind_IsKnownToTheDriver()
    {
        // The driver throws KeyNotFoundException for a CLR type that it does not know and nobody has said.
        var types = SqlExecutorConformance.Values.Select(row => row[1]);
        foreach (var value in types)
            await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT TO_VARCHAR({value})"));
    }

    [Fact]
    public async Task KeyNotFound_OfTheDriver_IsACortexException()
    {
        _driver.OnExecute = (_, _) => throw new KeyNotFoundException("The given key 'X' was not present in the dictionary.");
        Assert.Equal(CortexErrorKind.Unknown, (await FailAsync()).Kind);
    }

    [Fact]
    public async Task ExhaustedRetries_LookLikeACancellation_AreNetwork()
    {
        _driver.OnExecute = (_, _) => throw new OperationCanceledException("http request failed and max retry 7 reached");
        var error = await FailAsync();
        Assert.Equal((CortexErrorKind.Network, true), (error.Kind, error.IsTransient));
    }

    [Fact]
    public async Task OpenWithoutServer_LooksLikeACancellation_IsNetwork()
    {
        _driver.OnOpen = _ => throw new TaskCanceledException("Connecting was cancelled");
        Assert.Equal(CortexErrorKind.Network, (await FailAsync()).Kind);
    }

    [Fact]
    public async Task WrongPassword_WrappedTwice_IsTheInnermostError()
    {
        _driver.OnOpen = _ => throw new FakeSnowflakeException(
            270001, "08006", "Snowflake Internal Error: Unable to connect.", null,
            new AggregateException(new FakeSnowflakeException(390100, "08001", "Incorrect username or password was specified.")));
        var error = await FailAsync();
        Assert.Equal((CortexErrorKind.Authentication, 390100, "08001"), (error.Kind, error.ErrorCode, error.SqlState));
        Assert.StartsWith("Incorrect username or password was specified.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrapperOfABrokenConnection_IsNetwork()
    {
        _driver.OnOpen = _ => throw new FakeSnowflakeException(
            270001, "08006", "Snowflake Internal Error", null, new AggregateException(new HttpRequestException("503")));
        Assert.Equal(CortexErrorKind.Network, (await FailAsync()).Kind);
    }

    [Fact]
    public async Task FullPool_SaysWhatToRaise()
    {
        _driver.OnOpen = _ => throw new FakeSnowflakeException(
            270001, "08006", "Snowflake Internal Error", null,
            new InvalidOperationException("Could not obtain a connection from the pool within a given timeout"));
        var error = await FailAsync();
        Assert.Equal((CortexErrorKind.Throttled, true), (error.Kind, error.IsTransient));
        Assert.Contains("MAXPOOLSIZE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_HidesItsSqlState_IsReadAllTheSame()
    {
        _driver.OnExecute = (_, _) =>
            throw new FakeSnowflakeException(2003, "02000", "SQL compilation error: Object 'T' does not exist or not authorized.", "01b0-1");
        var error = await FailAsync();
        Assert.Equal((CortexErrorKind.NotFound, 2003, "02000", "01b0-1"), (error.Kind, error.ErrorCode, error.SqlState, error.QueryId));
        Assert.DoesNotContain("VendorCode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueryId_OfTheReader_IsGiven()
    {
        await using var result = await Executor.ExecuteAsync(SqlStatement.Create($"SELECT 1"));
        Assert.NotEmpty(result.QueryId!);
    }

    [Fact]
    public async Task Null_IsNoDBNull()
    {
        var rows = await Executor.QueryAsync(SqlStatement.Create($"SELECT {SqlBind.Of<string>(null)} AS V")).ToListAsync();
        Assert.Null(Assert.Single(rows)["V"]);
    }

    [Fact]
    public async Task Cancel_DriverBlocksUntilTheAbortIsAnswered_DoesNotBlockTheCaller()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _driver.AbortAnswered = answer.Task;
        using var source = new CancellationTokenSource();
        var running = Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT SYSTEM$WAIT(60)"), null, source.Token);
        // Returns although the abort is never answered before the next line; were it called on this thread, the test would hang here.
        await Task.Run(source.Cancel).WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
        answer.SetResult();
        await _driver.Aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Timeout_ServerDoesNotHear_EndsTheCallAllTheSame()
    {
        var time = new ManualTimeProvider();
        var started = new TaskCompletionSource();
        var never = new TaskCompletionSource<DbDataReader>();
        _driver.OnExecute = (command, _) =>
        {
            Assert.Equal(0, command.CommandTimeout);
            started.TrySetResult();
            return never.Task;
        };
        var options = _driver.Options();
        options.StatementTimeout = TimeSpan.FromSeconds(30);
        var running = SnowflakeExecutor.Create(options, time).ExecuteAsync(SqlStatement.Create($"SELECT 1"));
        await started.Task.WaitAsync(Patience);
        time.Advance(TimeSpan.FromSeconds(31));
        var error = await Assert.ThrowsAsync<CortexException>(() => running.WaitAsync(Patience));
        Assert.Equal(CortexErrorKind.Timeout, error.Kind);
        never.SetCanceled();
    }

    [Theory]
    [InlineData("PUT file:///etc/passwd @s")]
    [InlineData("  get @s file:///tmp")]
    [InlineData("-- a comment\nPUT file:///x @s")]
    [InlineData("/* a */ /* b */ GET @s file:///x")]
    [InlineData("P/* the driver cuts this out */UT file:///x @s")]
    public async Task FileTransfer_NeverReachesTheDriver(string sql)
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => Executor.ExecuteAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}")));
        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Empty(_driver.Sent);
    }

    [Theory]
    [InlineData("-- nothing but a comment, which the driver cuts out")]
    [InlineData(" x ")]
    public async Task TextWithoutStatement_IsRefusedBeforeTheDriverFails(string sql) =>
        Assert.Equal(
            CortexErrorKind.InvalidSql,
            (await Assert.ThrowsAsync<CortexException>(() => Executor.ExecuteAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}")))).Kind);

    [Fact]
    public async Task Vector_SelectedRaw_IsRefusedAndAsArrayIsRight()
    {
        var error = await Assert.ThrowsAsync<CortexException>(() =>
            Executor.ExecuteAsync(SqlStatement.Create($"SELECT [1.5, 1234.5]::VECTOR(FLOAT, 2) AS V")));
        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains("V::ARRAY", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _driver.OpenConnections);
        var json = await Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT [1.5, 1234.5]::VECTOR(FLOAT, 2)::ARRAY"));
        Assert.Equal([1.5, 1234.5], System.Text.Json.JsonElement.Parse(json!).EnumerateArray().Select(n => n.GetDouble()));
    }

    [Fact]
    public async Task Arrow_SetByTheAccount_IsSwitchedOffInEachSession()
    {
        _driver.ResultFormat = "ARROW";
        for (var i = 0; i < 2; i++)
            await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        Assert.Equal(
            [
                "SHOW PARAMETERS LIKE 'DOTNET_QUERY_RESULT_FORMAT' IN SESSION", "ALTER SESSION SET DOTNET_QUERY_RESULT_FORMAT = 'JSON'", "SELECT 1",
                "ALTER SESSION SET DOTNET_QUERY_RESULT_FORMAT = 'JSON'", "SELECT 1",
            ],
            _driver.Sent);
    }

    [Fact]
    public async Task Json_TheRule_IsAskedForOnce()
    {
        for (var i = 0; i < 3; i++)
            await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        Assert.Equal(["SHOW PARAMETERS LIKE 'DOTNET_QUERY_RESULT_FORMAT' IN SESSION", "SELECT 1", "SELECT 1", "SELECT 1"], _driver.Sent);
    }

    [Fact]
    public async Task Pool_IsReachedByOneText()
    {
        var options = _driver.Options("account=a;user=u;");
        options.Secrets["token"] = _ => new("t");
        options.Secrets["PASSCODE"] = _ => new("p;q");
        var executor = SnowflakeExecutor.Create(options);
        for (var i = 0; i < 3; i++)
            await executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        Assert.Equal("account=a;user=u;APPLICATION=CortexSharp;PASSCODE=\"p;q\";token=t", Assert.Single(_driver.ConnectionStrings.Distinct()));
        Assert.Equal((1, 0), (_driver.Logins, _driver.OpenConnections));
    }

    [Fact]
    public async Task Pool_IsNotSharedWithOtherCodeOfTheProgram()
    {
        // Another user of the same string leaves a setting in a pooled session.
        await using (var theirs = _driver.Factory.CreateConnection()!)
        {
            theirs.ConnectionString = _driver.Options().ConnectionString;
            await theirs.OpenAsync();
            ((FakeSnowflakeConnection)theirs).Session!.ResultFormat = "ARROW";
        }

        await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        Assert.Equal(2, _driver.Logins);
        Assert.DoesNotContain(_driver.Sent, text => text.StartsWith("ALTER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConnectionString_KeepsTheQuotesThatTheDriverReads()
    {
        await SnowflakeExecutor.Create(_driver.Options("account=a;user=u;db=\"My Db\"")).QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        Assert.StartsWith("account=a;user=u;db=\"My Db\";", _driver.ConnectionStrings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AreNeverShown()
    {
        await using var source =
            new SnowflakeDataSource(_driver.Options("account=a;user=u;password=hunter2;private_key_pwd=hunter2"), _driver.Factory);
        Assert.Equal("account=a;user=u;application=CortexSharp", source.ConnectionString);
        _driver.OnOpen = _ => throw new FakeSnowflakeException(390100, "08001", "Incorrect username or password was specified.");
        Assert.DoesNotContain("hunter2", (await FailAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_CallbackFailsOrGivesNothing_IsAuthentication()
    {
        var options = _driver.Options("account=a;user=u");
        options.Secrets["PASSWORD"] = _ => throw new InvalidOperationException("the vault is closed");
        var executor = SnowflakeExecutor.Create(options);
        var error = await Assert.ThrowsAsync<CortexException>(() => executor.ExecuteAsync(SqlStatement.Create($"SELECT 1")));
        Assert.Equal(CortexErrorKind.Authentication, error.Kind);
        options.Secrets["PASSWORD"] = _ => new("");
        error = await Assert.ThrowsAsync<CortexException>(() => executor.ExecuteAsync(SqlStatement.Create($"SELECT 1")));
        Assert.Contains("PASSWORD gave nothing", error.Message, StringComparison.Ordinal);
    }

    private Task<CortexException> FailAsync() =>
        Assert.ThrowsAsync<CortexException>(() => Executor.ExecuteAsync(SqlStatement.Create($"SELECT {"prompt"}")));
}
