using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Engine;

/// <summary>Queries: sources, grouping, order, set operations.</summary>
public sealed class QueryTests : EngineTest
{
    [Theory]
    [InlineData("SELECT a.x FROM (VALUES (1),(2)) a(x) JOIN (VALUES (2),(3)) b(x) ON a.x = b.x", "2")]
    [InlineData("SELECT x FROM (VALUES (1),(2)) a(x) LEFT JOIN (VALUES (2)) b(x) USING (x) ORDER BY x", "1,2")]
    [InlineData("SELECT NVL(a.x, 0) || ':' || NVL(b.x, 0) FROM (VALUES (1)) a(x) FULL JOIN (VALUES (2)) b(x) ON a.x = b.x ORDER BY 1", "0:2,1:0")]
    [InlineData("SELECT column1 FROM VALUES (1), (NULL), (3) ORDER BY column1", "1,3,")]
    [InlineData("SELECT column1 FROM VALUES (1), (NULL), (3) ORDER BY column1 DESC", ",3,1")]
    [InlineData("SELECT column1 FROM VALUES (1), (NULL) ORDER BY 1 NULLS FIRST", ",1")]
    [InlineData("SELECT column1 FROM VALUES (3), (1), (2) ORDER BY column1 LIMIT 1 OFFSET 1", "2")]
    [InlineData("SELECT TOP 1 5", "5")]
    [InlineData("WITH a AS (SELECT 1 AS n), b AS (SELECT n + 1 AS n FROM a) SELECT n FROM b", "2")]
    [InlineData("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT n FROM r", "1,2,3,4")]
    [InlineData("SELECT 1 UNION SELECT 1.50 UNION ALL SELECT 2 ORDER BY 1", "1.00,1.50,2.00")]
    [InlineData("SELECT DISTINCT column1 FROM VALUES (1),(1)", "1")]
    [InlineData("SELECT COUNT(*) FROM VALUES (1),(NULL)", "2")]
    [InlineData("SELECT COUNT(column1) FROM VALUES (1),(NULL)", "1")]
    [InlineData("SELECT COUNT_IF(column1 > 1) FROM VALUES (1),(2),(3)", "2")]
    [InlineData("SELECT AVG(column1) FROM VALUES (1),(2)", "1.500000")]
    [InlineData("SELECT SUM(column1) FROM VALUES (1.5),(2)", "3.5")]
    [InlineData("SELECT LISTAGG(column1, '-') WITHIN GROUP (ORDER BY column1 DESC) FROM VALUES ('a'),('b')", "b-a")]
    [InlineData("SELECT LISTAGG(DISTINCT column1, '-') WITHIN GROUP (ORDER BY column1) FROM VALUES ('b'),('a'),('b')", "a-b")]
    [InlineData("SELECT ARRAY_AGG(column1) WITHIN GROUP (ORDER BY column1) FROM VALUES ('b'),('a'),(NULL)", "[\"a\",\"b\"]")]
    [InlineData("SELECT OBJECT_AGG(column1, column2) FROM VALUES ('b', 1),('a', 2)", "{\"a\":2,\"b\":1}")]
    [InlineData("SELECT LISTAGG(column1) FROM VALUES ('a') WHERE FALSE", "")]
    [InlineData("SELECT HASH_AGG(column1) FROM VALUES (1) WHERE FALSE", "0")]
    [InlineData("SELECT column1 || COUNT(*) FROM VALUES ('a'),('b'),('a') GROUP BY 1 ORDER BY 1", null)]
    [InlineData("SELECT UPPER(column1) AS u FROM VALUES ('a'),('A') GROUP BY u", "A")]
    [InlineData("SELECT column1 FROM VALUES ('a'),('b'),('a') GROUP BY ALL HAVING COUNT(*) > 1", "a")]
    [InlineData("SELECT ROW_NUMBER() OVER (PARTITION BY column1 ORDER BY column2) FROM VALUES ('a', 1),('a', 2)", "1,2")]
    [InlineData(
        "SELECT column2 FROM VALUES ('a', 1),('a', 2),('b', 3) QUALIFY ROW_NUMBER() OVER (PARTITION BY column1 ORDER BY column2 DESC) = 1 ORDER BY 1",
        "2,3")]
    [InlineData("SELECT SUM(column1) OVER (ORDER BY column1) FROM VALUES (1),(2)", "1,3")]
    [InlineData("SELECT t.left || t.\"ORDER\" FROM (SELECT 1 AS left, 2 AS \"ORDER\") t", "12")]
    [InlineData("SELECT f.index || f.value::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[\"a\",{\"k\":1}]'))) f", "0a,1{\"k\":1}")]
    [InlineData("SELECT f.key || '=' || f.value FROM (SELECT PARSE_JSON('{\"x\":1,\"y\":2}') AS v) t, LATERAL FLATTEN(INPUT => t.v) f", "x=1,y=2")]
    [InlineData("SELECT f.value FROM TABLE(FLATTEN(INPUT => 'scalar'::VARIANT)) f", "")]
    [InlineData("SELECT a.column1 FROM VALUES (1),(2) a WHERE EXISTS (SELECT 1 FROM VALUES (2) b WHERE b.column1 = a.column1)", "2")]
    [InlineData("SELECT * EXCLUDE column1 FROM VALUES (1, 2)", "2")]
    [InlineData(
        "SELECT f.value::VARCHAR FROM TABLE(FLATTEN(PARSE_JSON('[0.30000000000000004, 12345678901234567890, null, true, \"s\"]'))) f",
        "0.30000000000000004,12345678901234567890,,true,s")]
    [InlineData("SELECT NVL(f.value::VARCHAR, 'none') FROM (SELECT PARSE_JSON('[]') AS v) t, LATERAL FLATTEN(INPUT => t.v, OUTER => TRUE) f", "none")]
    [InlineData("SELECT (SELECT b.column1 FROM VALUES (1),(2) b WHERE b.column1 = a.column1) FROM VALUES (2),(3) a", "2,")]
    [InlineData("SELECT 1 INTERSECT SELECT 1", "1")]
    [InlineData("SELECT COUNT(*) FROM VALUES (TRUE), (NULL) GROUP BY column1 AND FALSE", "2")]
    [InlineData("SELECT column1 FROM VALUES (2), (1) ORDER BY column1 > 0 AND FALSE, -1, column1", "1,2")]
    [InlineData("SELECT * FROM ((SELECT 1) UNION ALL (SELECT 2)) ORDER BY 1", "1,2")]
    [InlineData("SELECT * FROM ((SELECT 1 AS a) x JOIN (SELECT 1 AS b) y ON a = b)", "1")]
    [InlineData("SELECT ((SELECT 1 UNION ALL SELECT 2) ORDER BY 1 DESC LIMIT 1)", "2")]
    [InlineData("SELECT column1 FROM VALUES (1),(2) EXCEPT SELECT 1", "2")]
    public async Task Rows(string sql, string? expected)
    {
        if (expected is null)
        {
            Assert.Equal(1015, (await FailAsync(sql)).ErrorCode); // an ordinal of an aggregate
            return;
        }

        Assert.Equal(expected, string.Join(",", await ColumnAsync(sql)));
    }

    [Theory]
    [InlineData("SELECT DISTINCT column1 FROM VALUES (2, 1), (1, 2) ORDER BY column1", "1,2")]
    [InlineData("SELECT DISTINCT column1 + 1 FROM VALUES (2, 1), (1, 2) ORDER BY column1 + 1", "2,3")]
    [InlineData("SELECT DISTINCT column1 AS a FROM VALUES (2, 1), (1, 2) ORDER BY a DESC, 1", "2,1")]
    [InlineData("SELECT DISTINCT column1 FROM VALUES (2, 1), (1, 2) ORDER BY column2", null)]
    public async Task Distinct_OrdersByWhatItSelects(string sql, string? expected)
    {
        if (expected is null)
            Assert.Contains("[COLUMN2] is not a valid order by expression", (await FailAsync(sql)).Message, StringComparison.Ordinal);
        else
            Assert.Equal(expected, string.Join(",", await ColumnAsync(sql)));
    }

    [Fact]
    public async Task Array_OfThousandsOfConstants_IsOne() =>
        Assert.Equal("5000", await ValueAsync($"SELECT ARRAY_SIZE([{string.Join(", ", Enumerable.Range(0, 5000))}])"));

    [Fact]
    public async Task Ctes_ThatDoubleAtEachStep_AreComputedOnce()
    {
        var steps = Enumerable.Range(1, 40).Select(i => $"c{i} AS (SELECT a.n FROM c{i - 1} a JOIN c{i - 1} b ON a.n = b.n)");
        Assert.Equal("1", await ValueAsync($"WITH c0 AS (SELECT 1 AS n), {string.Join(", ", steps)} SELECT n FROM c40"));
    }

    [Fact]
    public async Task Joins_OfTooManyTables_AreRefusedClearly()
    {
        var sources = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"(SELECT {i} AS n) t{i}"));
        var error = await FailAsync($"SELECT t0.n FROM {sources}");
        Assert.Contains("larger than the offline Cortex can execute (a FROM joins more than 64 tables)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_AreNamedAsSnowflakeDoes()
    {
        await using var result = await RunAsync(
            """SELECT 1 AS a, 2 AS "b", lower('X'), column1, PARSE_JSON('1') v, 1.5 d, TRUE, 'x'::VARCHAR IS NULL FROM VALUES (NULL)""");
        Assert.Equal(["A", "b", "LOWER('X')", "COLUMN1", "V", "D", "TRUE", "'X'::VARCHAR IS NULL"], result.Columns.Select(c => c.Name));
        Assert.Equal(["FIXED", "FIXED", "TEXT", "TEXT", "VARIANT", "FIXED", "BOOLEAN", "BOOLEAN"], result.Columns.Select(c => c.TypeName));
    }

    [Theory]
    [InlineData("'[]'")]
    [InlineData("'{}'")]
    [InlineData("'null'")]
    public async Task Flatten_OuterOfNothing_IsOneRowOfNulls(string json)
    {
        var row = Assert.Single(await RowsAsync($"SELECT f.index, f.key, f.value FROM TABLE(FLATTEN(INPUT => PARSE_JSON({json}), OUTER => TRUE)) f"));
        Assert.Equal([null, null, null], Enumerable.Range(0, 3).Select(i => row[i]));
        Assert.Empty(await RowsAsync($"SELECT f.value FROM TABLE(FLATTEN(INPUT => PARSE_JSON({json}))) f"));
        Assert.Equal(2, (await FailAsync($"SELECT 1 FROM TABLE(FLATTEN(INPUT => PARSE_JSON({json}), OUTER => 1 = 1))")).ErrorCode);
    }

    [Fact]
    public async Task Failures_OfTheEngineItself_AreCortexExceptionsToo()
    {
        Assert.Equal(100037, (await FailAsync("SELECT ?", double.NaN)).ErrorCode);
        Assert.Equal(100035, (await FailAsync("SELECT '9999-12-31'::DATE + 1")).ErrorCode);
    }

    [Fact]
    public async Task Dispose_WhileStatementsRun_EndsThemAsCancelledOrDisposed()
    {
        var cortex = new LocalCortex(new());
        await cortex.ExecuteNonQueryAsync(Sql("CREATE TABLE t (a INT)"));
        var busy = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
                await cortex.ExecuteNonQueryAsync(Sql("INSERT INTO t SELECT column1 FROM VALUES (1), (2)"));
        })).ToList();
        for (var i = 0; i < 20; i++)
            await cortex.ExecuteNonQueryAsync(Sql("INSERT INTO t VALUES (0)"));
        await cortex.DisposeAsync();
        foreach (var task in busy)
        {
            var exception = await Record.ExceptionAsync(() => task);
            Assert.True(
                exception is OperationCanceledException or CortexException { Kind.Value: "cancelled" }
                    or ObjectDisposedException { ObjectName: not "System.Threading.SemaphoreSlim" }, exception!.ToString());
        }
    }

    [Fact]
    public async Task Binds_OfEveryType_ComeBackAsTheyWent()
    {
        var at = new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));
        var row = (await RowsAsync("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?", "a", 7, true, 1.25m, 0.5, at, at.UtcDateTime, new byte[] { 1, 2 }, null))[0];
        Assert.Equal(
            ["a", 7L, true, 1.25m, 0.5, at, DateTime.SpecifyKind(at.UtcDateTime, DateTimeKind.Unspecified)],
            Enumerable.Range(0, 7).Select(i => row[i]));
        Assert.Equal([1, 2], row.Get<byte[]>(7));
        Assert.Null(row[8]);
    }

    [Theory]
    [InlineData("SELECT 1;;", 1003, "syntax error line 1 at position 9 unexpected ';'.")]
    [InlineData("SELECT\n  FROM t", 1003, "syntax error line 2 at position 2 unexpected 'FROM'.")]
    [InlineData("SELECT (1", 1003, "syntax error line 1 at position 9 unexpected '<EOF>'.")]
    [InlineData("SELECT 1 AS order", 1003, "syntax error line 1 at position 12 unexpected 'order'.")]
    [InlineData("SELECT x FROM VALUES (1)", 904, "error line 1 at position 7\ninvalid identifier 'X'")]
    [InlineData("SELECT 1 FROM missing", 2003, "Object 'LOCAL.PUBLIC.MISSING' does not exist or not authorized.")]
    [InlineData("SELECT column1, COUNT(*) FROM VALUES (1)", 979, "'COLUMN1' in select clause is neither an aggregate nor in the group by clause.")]
    [InlineData("SELECT column1 FROM VALUES (1) a, VALUES (2) b", 1012, "ambiguous column name 'COLUMN1'")]
    [InlineData("SELECT * FROM t AT (OFFSET => -60)", 2, "Unsupported feature 'Time Travel'")]
    [InlineData("SELECT (SELECT column1 FROM VALUES (1),(2))", 90150, "Single-row subquery returns more than one row.")]
    [InlineData("CALL f()", 2, "Unsupported feature 'CALL'")]
    public async Task Mistakes_AreNamedWithTheirPlace(string sql, int code, string text)
    {
        var error = await FailAsync(sql);
        Assert.Equal(code, error.ErrorCode);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
