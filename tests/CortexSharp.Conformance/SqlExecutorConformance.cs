using CortexSharp.Sql;

namespace CortexSharp.Conformance;

/// <summary>What every <see cref="ISqlExecutor"/> must do. A suite inherits it and says how to make the executor and what it cannot do.</summary>
/// <remarks>One test measures the memory of the process, so a suite is a collection of its own that does not run beside others.</remarks>
public abstract class SqlExecutorConformance : IAsyncLifetime
{
    // Long enough for a loaded machine; a test that waits for it has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SqlIdentifier _table = new("CONFORMANCE_" + Guid.NewGuid().ToString("N").ToUpperInvariant());

    /// <summary>What the executor cannot do.</summary>
    protected virtual ExecutorTraits Traits { get; } = new();

    /// <summary>The executor under test; made in <see cref="InitializeAsync"/>.</summary>
    protected abstract ISqlExecutor Executor { get; }

    /// <summary>A statement that runs for a minute unless it is stopped.</summary>
    protected virtual SqlStatement LongRunning => SqlStatement.Create($"SELECT SYSTEM$WAIT(60)");

    /// <summary>The id of the statement that was sent last, as soon as it runs; null where only its caller can learn of it.</summary>
    protected virtual Task<string?> RunningAsync() => Task.FromResult<string?>(null);

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    public static TheoryData<string, object> Values => new()
    {
        { "string", "text" }, { "empty string", "" }, { "true", true }, { "false", false }, { "byte", (byte)200 }, { "short", (short)-3 },
        { "int", 42 }, { "long", long.MaxValue },
        { "negative long", long.MinValue + 1 }, { "decimal", 12345.678m }, { "double", 1.5e-7 }, { "float", 0.25f },
        { "timestamp", new DateTime(2026, 11, 22, 13, 14, 15, 678, DateTimeKind.Unspecified) },
        { "timestamp with zone", new DateTimeOffset(2026, 11, 22, 13, 14, 15, TimeSpan.FromHours(5.5)) }, { "date", new DateOnly(2026, 2, 28) },
        { "guid", new Guid("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { "bytes", new byte[] { 0, 1, 254, 255 } },
    };

    [SkippableFact]
    public async Task Execute_Select_GivesColumnsAndRows()
    {
        await using var result =
            await Executor.ExecuteAsync(SqlStatement.Create($"SELECT {1} AS A, {"x"} AS B UNION ALL SELECT {2}, {"y"} ORDER BY 1"));
        Assert.Equal(["A", "B"], result.Columns.Select(c => c.Name));
        var rows = await result.Rows.ToListAsync();
        Assert.Equal([(1, "x"), (2, "y")], rows.Select(r => (r.Get<int>("A"), r.Get<string>("B"))));
    }

    [SkippableFact]
    public async Task Execute_NoRow_StillGivesColumns()
    {
        await using var result = await Executor.ExecuteAsync(SqlStatement.Create($"SELECT {1} AS A, {"x"} AS B WHERE 1 = 0"));
        Assert.Equal(["A", "B"], result.Columns.Select(c => c.Name));
        Assert.Empty(await result.Rows.ToListAsync());
    }

    [SkippableFact]
    public async Task Rows_TakenTwice_Throws()
    {
        await using var result = await Executor.ExecuteAsync(SqlStatement.Create($"SELECT {1} AS A"));
        await result.Rows.ToListAsync();
        Assert.Throws<InvalidOperationException>(() => result.Rows);
    }

    [SkippableTheory]
    [MemberData(nameof(Values))]
    public async Task Bind_Value_ComesBack(string what, object value)
    {
        var row = await SingleAsync(SqlStatement.Create($"SELECT {value} AS V"));
        object back = value switch
        {
            string => row.Get<string>("V"),
            bool => row.Get<bool>("V"),
            byte => row.Get<byte>("V"),
            short => row.Get<short>("V"),
            int => row.Get<int>("V"),
            long => row.Get<long>("V"),
            decimal => row.Get<decimal>("V"),
            double => row.Get<double>("V"),
            float => row.Get<float>("V"),
            DateTime => row.Get<DateTime>("V"),
            DateTimeOffset => row.Get<DateTimeOffset>("V"),
            DateOnly => row.Get<DateOnly>("V"),
            Guid => row.Get<Guid>("V"),
            _ => row.Get<byte[]>("V"),
        };
        Assert.True(value is byte[] bytes ? bytes.AsSpan().SequenceEqual((byte[])back) : value.Equals(back), what);
    }

    [SkippableFact]
    public async Task Bind_NullOfEachType_ComesBackAsNull()
    {
        SqlBind[] nulls =
        [
            SqlBind.Of<string>(null), SqlBind.Of<bool?>(null), SqlBind.Of<int?>(null), SqlBind.Of<long?>(null), SqlBind.Of<decimal?>(null),
            SqlBind.Of<double?>(null),
            SqlBind.Of<DateTime?>(null), SqlBind.Of<DateTimeOffset?>(null), SqlBind.Of<DateOnly?>(null), SqlBind.Of<Guid?>(null),
            SqlBind.Of<byte[]>(null),
        ];
        foreach (var bind in nulls)
        {
            var row = await SingleAsync(SqlStatement.Create($"SELECT {bind} AS V"));
            Assert.True(row.IsNull("V"), bind.Type.ToString());
            Assert.Null(row.GetOrDefault<string>("V"));
        }
    }

    [SkippableFact]
    public async Task Bind_HardText_ComesBackUnchanged()
    {
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 1, count: 50)))
            Assert.Equal(text, (await SingleAsync(SqlStatement.Create($"SELECT {text} AS V"))).Get<string>("V"));
    }

    [SkippableFact]
    public async Task Literal_HardText_ComesBackUnchanged()
    {
        Skip.IfNot(Traits.SpeaksSnowflake, "A backslash escapes in Snowflake's literals only.");
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 2, count: 50)))
            Assert.Equal(text, (await SingleAsync(SqlStatement.Create($"SELECT {SqlLiteral.Of(text)} AS V"))).Get<string>("V"));
    }

    [SkippableFact]
    public async Task Identifier_HardText_NamesAColumn()
    {
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 3, count: 30)).Where(t => t.Length > 0))
        {
            await using var result = await Executor.ExecuteAsync(SqlStatement.Create($"SELECT {1} AS {new SqlIdentifier(text)}"));
            Assert.Equal(text, Assert.Single(result.Columns).Name);
        }
    }

    [SkippableFact]
    public async Task Execute_Dml_CountsAffectedRows()
    {
        await CreateTableAsync();
        Assert.Equal(
            3,
            await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO {_table} (N, S) VALUES ({1}, {"a"}), ({2}, {"b"}), ({3}, {"c"})")));
        Assert.Equal(2, await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"UPDATE {_table} SET S = {"z"} WHERE N > {1}")));
        Assert.Equal(1, await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM {_table} WHERE N = {1}")));
        Assert.Equal(0, await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM {_table} WHERE N = {1}")));
        Assert.Equal(2, await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM {_table} WHERE S = {"z"}")));
    }

    [SkippableFact]
    public async Task Execute_Select_HasNoAffectedRows()
    {
        await using var result = await Executor.ExecuteAsync(SqlStatement.Create($"SELECT {1} AS A"));
        Assert.Null(result.AffectedRows);
    }

    [SkippableFact]
    public async Task Rows_LeftEarly_FreesEverything()
    {
        await FillAsync();
        var seen = 0;
        await foreach (var _ in Executor.QueryAsync(ManyRows()))
        {
            if (++seen == 10)
                break;
        }

        // A result that still held its statement would block this.
        Assert.Equal(10, await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"DELETE FROM {_table}")).WaitAsync(Patience));
    }

    [SkippableFact]
    public async Task Rows_Streamed_AreNotHeld()
    {
        await FillAsync();
        await using var result = await Executor.ExecuteAsync(ManyRows());
        long count = 0, sum = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        await foreach (var row in result.Rows)
        {
            sum += row.Get<long>(0);
            if (++count % 25_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(100_000, count);
        Assert.Equal(450_000, sum);
        Assert.InRange(most, long.MinValue, 4 << 20);
    }

    [SkippableFact]
    public async Task Execute_TokenCancelledBefore_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Executor.ExecuteAsync(SqlStatement.Create($"SELECT 1"), null, source.Token));
    }

    [SkippableFact]
    public async Task Execute_TokenCancelledWhileRunning_StopsTheStatement()
    {
        Skip.IfNot(Traits.CanCancel, "This executor cannot cancel.");
        using var source = new CancellationTokenSource();
        var running = Executor.QueryScalarAsync<string>(LongRunning, null, source.Token);
        var id = await RunningAsync().WaitAsync(Patience);
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
        Assert.Equal(source.Token, exception.CancellationToken);
        if (id is null || Executor is not IResumableSqlExecutor resumable)
            return;
        // Not a second later: it has ended when the call returns.
        var outcome = await Assert.ThrowsAsync<CortexException>(() => resumable.AttachAsync(id).WaitAsync(Patience));
        Assert.Equal((CortexErrorKind.Cancelled, id), (outcome.Kind, outcome.QueryId));
    }

    [SkippableFact]
    public async Task Execute_TimeoutPasses_ThrowsTimeout()
    {
        Skip.IfNot(Traits.CanCancel, "This executor cannot cancel.");
        var options = new SqlExecutionOptions { Timeout = TimeSpan.FromMilliseconds(50) };
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executor.QueryScalarAsync<string>(LongRunning, options).WaitAsync(Patience));
        Assert.Equal(CortexErrorKind.Timeout, exception.Kind);
    }

    [SkippableFact]
    public async Task Execute_BrokenSql_ThrowsCortexException()
    {
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executor.ExecuteAsync(SqlStatement.Create($"SELEC 1")));
        if (Traits.SpeaksSnowflake)
            Assert.Equal((CortexErrorKind.InvalidSql, 1003, "42000"), (exception.Kind, exception.ErrorCode, exception.SqlState));
    }

    [SkippableFact]
    public async Task Execute_MissingTable_ThrowsNotFound()
    {
        var exception = await Assert.ThrowsAsync<CortexException>(() => Executor.ExecuteAsync(SqlStatement.Create($"SELECT N FROM {_table}")));
        if (Traits.SpeaksSnowflake)
            Assert.Equal((CortexErrorKind.NotFound, 2003), (exception.Kind, exception.ErrorCode));
    }

    [SkippableFact]
    public async Task Execute_ManyAtOnce_KeepsThemApart()
    {
        var answers =
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Executor.QueryScalarAsync<int>(SqlStatement.Create($"SELECT {i} AS V"))));
        Assert.Equal(Enumerable.Range(0, 40), answers);
    }

    [SkippableFact]
    public async Task Execute_OptionThatCannotBeHonoured_IsRefusedByName()
    {
        foreach (var (name, options) in Traits.Refused)
        {
            var exception = await Assert.ThrowsAsync<CortexException>(() => Executor.ExecuteAsync(SqlStatement.Create($"SELECT 1"), options));
            Assert.Equal(CortexErrorKind.NotSupported, exception.Kind);
            Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Execute_SameRequestIdTwice_RunsOnce()
    {
        Skip.IfNot(Executor is IResumableSqlExecutor, "This executor is not resumable.");
        await CreateTableAsync();
        var options = new SqlExecutionOptions { RequestId = Guid.NewGuid() };
        var insert = SqlStatement.Create($"INSERT INTO {_table} (N, S) VALUES ({1}, {"a"})");
        Assert.Equal(1, await Executor.ExecuteNonQueryAsync(insert, options));
        Assert.Equal(1, await Executor.ExecuteNonQueryAsync(insert, options));
        Assert.Equal(1, await Executor.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM {_table}")));
    }

    [SkippableFact]
    public async Task Attach_FinishedStatement_GivesItsResult()
    {
        Skip.IfNot(Executor is IResumableSqlExecutor, "This executor is not resumable.");
        var resumable = (IResumableSqlExecutor)Executor;
        string queryId;
        await using (var first =
            await resumable.ExecuteAsync(SqlStatement.Create($"SELECT {7} AS A"), new SqlExecutionOptions { RequestId = Guid.NewGuid() }))
        {
            queryId = first.QueryId!;
            await first.Rows.ToListAsync();
        }

        await using var again = await resumable.AttachAsync(queryId);
        Assert.Equal(7, Assert.Single(await again.Rows.ToListAsync()).Get<int>("A"));
        var unknown = await Assert.ThrowsAsync<CortexException>(() => resumable.AttachAsync(Guid.NewGuid().ToString()));
        Assert.Equal(CortexErrorKind.NotFound, unknown.Kind);
    }

    private async Task<SqlRow> SingleAsync(SqlStatement statement)
    {
        await using var result = await Executor.ExecuteAsync(statement);
        return Assert.Single(await result.Rows.ToListAsync());
    }

    private Task CreateTableAsync() => Executor.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE {_table} (N INTEGER, S VARCHAR)"));

    /// <summary>Ten rows, 0 to 9.</summary>
    private async Task FillAsync()
    {
        await CreateTableAsync();
        for (var i = 0; i < 10; i++)
            await Executor.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO {_table} (N, S) VALUES ({i}, {"row"})"));
    }

    /// <summary>A hundred thousand rows out of ten.</summary>
    private SqlStatement ManyRows() => SqlStatement.Create(
        $"SELECT a.N, a.S FROM {_table} a CROSS JOIN {_table} b CROSS JOIN {_table} c CROSS JOIN {_table} d CROSS JOIN {_table} e");
}
