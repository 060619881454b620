namespace CortexSharp.Local.Tests.Engine;

/// <summary>Statements that change something: counts, messages, rules.</summary>
public sealed class StatementTests : EngineTest
{
    [Fact]
    public async Task Insert_FillsDefaultsAndCounts()
    {
        await DoAsync(
            "CREATE TABLE t (a NUMBER(10,2) NOT NULL, b VARCHAR DEFAULT 'd', c TIMESTAMP_LTZ DEFAULT CURRENT_TIMESTAMP(), PRIMARY KEY (a))");
        await using (var result = await RunAsync("INSERT INTO t (a) VALUES (1), ('2.345')"))
        {
            Assert.Equal(2, result.AffectedRows);
            Assert.Equal("number of rows inserted", result.Columns[0].Name);
        }

        // Keys are not enforced.
        Assert.Equal(1, await DoAsync("INSERT INTO t (b, a) SELECT DEFAULT_B, 1 FROM (SELECT 'x' AS DEFAULT_B)"));
        Assert.Equal(["1.00", "1.00", "2.35"], await ColumnAsync("SELECT a FROM t ORDER BY a"));
        Assert.Equal(["d", "d", "x"], await ColumnAsync("SELECT b FROM t ORDER BY b"));
    }

    [Theory]
    [InlineData("INSERT INTO t (a) VALUES (NULL)", 100072)]
    [InlineData("INSERT INTO t (a, b) VALUES (1)", 2020)]
    [InlineData("INSERT INTO t (nope) VALUES (1)", 904)]
    [InlineData("INSERT INTO t (a, v) VALUES (1, PARSE_JSON('1'))", 2014)]
    [InlineData("INSERT INTO t (a, v) SELECT 1, 'text'", 2023)]
    [InlineData("INSERT INTO t (a, b) VALUES (1, 'long')", 100078)]
    [InlineData("INSERT INTO t (a) VALUES (123)", 100039)]
    [InlineData("CREATE TABLE t (a INT)", 2002)]
    [InlineData("DROP TABLE missing", 2003)]
    public async Task Mistakes_LeaveNothing(string sql, int code)
    {
        await DoAsync("CREATE TABLE t (a NUMBER(2,0) NOT NULL, b VARCHAR(3), v VARIANT)");
        Assert.Equal(code, (await FailAsync(sql)).ErrorCode);
        Assert.Equal("0", await ValueAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Insert_ThatFailsInTheMiddle_LeavesNothing()
    {
        await DoAsync("CREATE TABLE t (a NUMBER)");
        var error = await FailAsync("INSERT INTO t SELECT column1::NUMBER FROM VALUES ('1'), ('2'), ('x')");
        Assert.Equal(100038, error.ErrorCode);
        Assert.Equal("0", await ValueAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Update_FromJoin_ReportsMultipleMatches()
    {
        await DoAsync("CREATE TABLE t (id INT, v INT)");
        await DoAsync("INSERT INTO t VALUES (1, 0), (2, 0)");
        var row = Assert.Single(await RowsAsync("UPDATE t SET v = s.column2 FROM (SELECT * FROM VALUES (1, 5), (1, 5)) s WHERE t.id = s.column1"));
        Assert.Equal(1, row.Get<long>("number of rows updated"));
        Assert.Equal(1, row.Get<long>("number of multi-joined rows updated"));
        Assert.Equal(["5", "0"], await ColumnAsync("SELECT v FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Delete_Using_DeletesMatches()
    {
        await DoAsync("CREATE TABLE t (id INT)");
        await DoAsync("INSERT INTO t VALUES (1), (2), (3)");
        Assert.Equal(2, await DoAsync("DELETE FROM t USING (SELECT * FROM VALUES (1), (3)) s WHERE t.id = s.column1"));
        Assert.Equal(1, await DoAsync("DELETE FROM t"));
    }

    [Fact]
    public async Task Merge_AllClauses_CountsEach()
    {
        await DoAsync("CREATE TABLE t (id INT, v VARCHAR)");
        await DoAsync("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        var row = Assert.Single(await RowsAsync(
            """
            MERGE INTO t USING (SELECT column1 AS id, column2 AS v FROM VALUES (1, 'x'), (2, NULL), (4, 'n')) s ON t.id = s.id
            WHEN MATCHED AND s.v IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET t.v = s.v || t.v WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, s.v)
            """));
        Assert.Equal(
            [1L, 1L, 1L],
            new[] { row.Get<long>("number of rows inserted"), row.Get<long>("number of rows updated"), row.Get<long>("number of rows deleted") });
        Assert.Equal(["1xa", "3c", "4n"], await ColumnAsync("SELECT id || v FROM t ORDER BY id"));
    }

    [Fact]
    public async Task Merge_TwoSourceRowsForOneTarget_FailsAndLeavesAll()
    {
        await DoAsync("CREATE TABLE t (id INT, v INT)");
        await DoAsync("INSERT INTO t VALUES (1, 0)");
        Assert.Equal(
            100090,
            (await FailAsync(
                "MERGE INTO t USING (SELECT * FROM VALUES (1, 1), (1, 2)) s ON t.id = s.column1 WHEN MATCHED THEN UPDATE SET v = s.column2")).ErrorCode);
        Assert.Equal("0", await ValueAsync("SELECT v FROM t"));
    }

    [Fact]
    public async Task Merge_TwoSourceRowsThatBothDelete_Agree()
    {
        await DoAsync("CREATE TABLE t (id INT, v INT)");
        await DoAsync("INSERT INTO t VALUES (1, 0), (2, 0)");
        Assert.Equal(1, await DoAsync("MERGE INTO t USING (SELECT 1 AS id UNION ALL SELECT 1) s ON t.id = s.id WHEN MATCHED THEN DELETE"));
        Assert.Equal(100090, (await FailAsync(
            "MERGE INTO t USING (SELECT * FROM VALUES (2, 1), (2, 2)) s ON t.id = s.column1 WHEN MATCHED AND s.column2 = 1 THEN UPDATE SET v = 1 "
            + "WHEN MATCHED THEN DELETE")).ErrorCode);
    }

    [Fact]
    public async Task Update_ColumnTwice_IsRefused()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        Assert.Contains("duplicate column name 'A'", (await FailAsync("UPDATE t SET a = 1, a = 2")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_ComeAndGo()
    {
        Assert.Equal("Table T successfully created.", await ValueAsync("CREATE TABLE t AS SELECT 1 AS a, 'x' AS b"));
        Assert.Equal("T already exists, statement succeeded.", await ValueAsync("CREATE TABLE IF NOT EXISTS t (a INT)"));
        await DoAsync("CREATE OR REPLACE TABLE t AS SELECT a + 1 AS a, b FROM t");
        Assert.Equal("2", await ValueAsync("SELECT a FROM t"));
        await DoAsync("ALTER TABLE t ADD COLUMN c INT DEFAULT 7");
        Assert.Equal("7", await ValueAsync("SELECT c FROM t"));
        await DoAsync("ALTER TABLE t RENAME TO db2.s2.u");
        Assert.Equal(["A", "B", "C"], await ColumnAsync("DESCRIBE TABLE db2.s2.u"));
        var shown = Assert.Single(await RowsAsync("SHOW TABLES LIKE 'U%' IN SCHEMA db2.s2"));
        Assert.Equal("DB2", shown.Get<string>("database_name"));
        await DoAsync("TRUNCATE TABLE db2.s2.u");
        Assert.Equal("0", await ValueAsync("SELECT COUNT(*) FROM db2.s2.u"));
        Assert.Equal("U successfully dropped.", await ValueAsync("DROP TABLE db2.s2.u"));
        await DoAsync("DROP TABLE IF EXISTS db2.s2.u");
    }

    [Fact]
    public async Task Names_KeepTheirCaseWhenQuoted()
    {
        await DoAsync("""CREATE TABLE "t" ("a" INT, "A" INT, "we ""ird" INT)""");
        await DoAsync("""INSERT INTO "t" VALUES (1, 2, 3)""");
        var row = (await RowsAsync("""SELECT "a", a, "we ""ird" FROM "t" """))[0];
        Assert.Equal([1L, 2L, 3L], new[] { row[0], row[1], row[2] });
        Assert.Equal(2003, (await FailAsync("SELECT * FROM t")).ErrorCode);
    }
}
