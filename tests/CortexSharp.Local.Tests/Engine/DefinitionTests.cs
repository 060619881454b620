namespace CortexSharp.Local.Tests.Engine;

/// <summary>Statements on tables, schemas and databases.</summary>
public sealed class DefinitionTests : EngineTest
{
    [Fact]
    public async Task Clone_CopiesRowsRulesAndRemarks()
    {
        await DoAsync("CREATE TABLE t (id INT NOT NULL COMMENT 'key', v VARCHAR DEFAULT 'd', PRIMARY KEY (id)) COMMENT = 'the source'");
        await DoAsync("INSERT INTO t (id) VALUES (1), (2)");
        await DoAsync("CREATE TABLE c CLONE t");
        await DoAsync("DELETE FROM t");
        await DoAsync("INSERT INTO c (id) VALUES (3)");
        Assert.Equal(["1d", "2d", "3d"], await ColumnAsync("SELECT id || v FROM c ORDER BY id"));
        Assert.Equal(100072, (await FailAsync("INSERT INTO c (v) VALUES ('x')")).ErrorCode);
        var id = (await RowsAsync("DESCRIBE TABLE c"))[0];
        Assert.Equal(("Y", "N", "key"), (id.Get<string>("primary key"), id.Get<string>("null?"), id.Get<string>("comment")));
        await DoAsync("CREATE OR REPLACE TABLE c CLONE c");
        Assert.Equal("3", await ValueAsync("SELECT COUNT(*) FROM c"));
    }

    [Fact]
    public async Task CreateLike_CopiesNoRows()
    {
        await DoAsync("CREATE TABLE t AS SELECT 1 AS a");
        await DoAsync("CREATE TABLE l LIKE t");
        Assert.Equal("0", await ValueAsync("SELECT COUNT(*) FROM l"));
    }

    [Fact]
    public async Task CreateAs_TakesDeclaredColumns()
    {
        await DoAsync(
            "CREATE OR REPLACE TRANSIENT TABLE t (a NUMBER(10,2) NOT NULL, b VARCHAR DEFAULT 'd') DATA_RETENTION_TIME_IN_DAYS = 0 COMMENT = 'c' "
            + "COPY GRANTS AS SELECT '1.5', 2");
        Assert.Equal("1.502", await ValueAsync("SELECT a || b FROM t"));
        await DoAsync("INSERT INTO t (a) VALUES (2)");
        Assert.Equal("d", await ValueAsync("SELECT b FROM t WHERE a = 2"));
        Assert.Equal(
            ("TRANSIENT", "c"),
            Assert.Single(await RowsAsync("SHOW TABLES LIKE 't'")) is var row ? (row.Get<string>("kind"), row.Get<string>("comment")) : default);
        Assert.Equal(2022, (await FailAsync("CREATE TABLE u AS SELECT 1 + 1")).ErrorCode);
        Assert.Equal(100072, (await FailAsync("CREATE TABLE u (a INT NOT NULL) AS SELECT NULL")).ErrorCode);
    }

    [Fact]
    public async Task CreateAs_IfNotExists_AsksNoModelForATableThatIsThere()
    {
        await DoAsync("CREATE TABLE t (a VARCHAR)");
        Assert.Equal("T already exists, statement succeeded.", await ValueAsync("CREATE TABLE IF NOT EXISTS t AS SELECT AI_COMPLETE('m', 'p') AS a"));
        Assert.Empty(Cortex.Asked);
    }

    [Fact]
    public async Task AlterTable_ChangesColumns()
    {
        await DoAsync("CREATE TABLE t (a INT, b INT, c INT)");
        await DoAsync("INSERT INTO t VALUES (1, 2, 3)");
        await DoAsync("ALTER TABLE t DROP COLUMN c, a");
        await DoAsync("ALTER TABLE t ADD COLUMN d VARCHAR DEFAULT 'x' COMMENT 'new', e INT");
        await DoAsync("ALTER TABLE t ADD IF NOT EXISTS e INT");
        await DoAsync("ALTER TABLE t RENAME COLUMN b TO \"B b\"");
        await DoAsync("ALTER TABLE IF EXISTS missing DROP COLUMN a");
        await DoAsync("ALTER TABLE t DROP COLUMN IF EXISTS nope");
        await DoAsync("ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (d)");
        Assert.Equal(["B b", "D", "E"], await ColumnAsync("DESCRIBE TABLE t"));
        Assert.Equal("2x", await ValueAsync("SELECT \"B b\" || d FROM t WHERE e IS NULL"));
        await DoAsync("INSERT INTO t VALUES (7, 'y', 8)");
        Assert.Equal(["2x", "7y8"], await ColumnAsync("SELECT \"B b\" || d || NVL(e::VARCHAR, '') FROM t ORDER BY 1"));
    }

    [Theory]
    [InlineData("ALTER TABLE t DROP COLUMN nope", 904)]
    [InlineData("ALTER TABLE t DROP COLUMN a, b", 1015)]
    [InlineData("ALTER TABLE t ADD COLUMN a INT", 1430)]
    [InlineData("ALTER TABLE t RENAME COLUMN a TO b", 1430)]
    [InlineData("ALTER TABLE t RENAME TO t", 2002)]
    [InlineData("ALTER TABLE t MODIFY COLUMN a SET MASKING POLICY p", 2)]
    [InlineData("CREATE TEMP TABLE u (a INT)", 2)]
    [InlineData("CREATE TABLE u CLONE t AT (OFFSET => -60)", 2)]
    [InlineData("CREATE TABLE u CLONE t BEFORE (STATEMENT => 'x')", 2)]
    [InlineData("CREATE TABLE u (a INT CHECK (a > 0))", 2)]
    [InlineData("CREATE TABLE u (a INT, a INT)", 2025)]
    [InlineData("CREATE TABLE u (a INT, PRIMARY KEY (b))", 904)]
    [InlineData("UNDROP TABLE t", 2)]
    [InlineData("DROP SCHEMA nowhere", 2003)]
    [InlineData("CREATE SCHEMA a.b.c", 904)]
    public async Task Mistakes_AreRefusedByName(string sql, int code)
    {
        await DoAsync("CREATE TABLE t (a INT, b INT)");
        Assert.Equal(code, (await FailAsync(sql)).ErrorCode);
        Assert.Equal(["A", "B"], await ColumnAsync("DESCRIBE TABLE t"));
    }

    [Fact]
    public async Task Constraints_AreNotedAndNotEnforced()
    {
        await DoAsync("CREATE TABLE p (id INT PRIMARY KEY RELY, u VARCHAR UNIQUE NOT ENFORCED)");
        await DoAsync(
            "CREATE TABLE t (id INT CONSTRAINT fk REFERENCES p (id), n INT, CONSTRAINT two UNIQUE (id, n), FOREIGN KEY (id) REFERENCES p (id))");
        await DoAsync("INSERT INTO p VALUES (1, 'a'), (1, 'a')");
        await DoAsync("INSERT INTO t VALUES (7, 1), (7, 1)");
        Assert.Equal(["Y", "N"], (await RowsAsync("DESCRIBE TABLE p")).Select(r => r.Get<string>("primary key")));
        Assert.Equal(["Y", "Y"], (await RowsAsync("DESCRIBE TABLE t")).Select(r => r.Get<string>("unique key")));
        Assert.Equal(100072, (await FailAsync("INSERT INTO p (u) VALUES ('x')")).ErrorCode);
    }

    [Fact]
    public async Task Comments_AreKept()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        await DoAsync("COMMENT ON TABLE t IS 'one'");
        await DoAsync("COMMENT ON COLUMN public.t.a IS 'two'");
        await DoAsync("COMMENT IF EXISTS ON TABLE missing IS 'nothing'");
        Assert.Equal("one", (await RowsAsync("SHOW TABLES"))[0].Get<string>("comment"));
        Assert.Equal("two", (await RowsAsync("DESCRIBE TABLE t"))[0].Get<string>("comment"));
        await DoAsync("ALTER TABLE t UNSET COMMENT");
        Assert.Equal("", (await RowsAsync("SHOW TABLES"))[0].Get<string>("comment"));
        Assert.Equal(2003, (await FailAsync("COMMENT ON VIEW missing IS 'x'")).ErrorCode);
    }

    [Fact]
    public async Task Schemas_ComeAndGoWithWhatLiesInThem()
    {
        Assert.Equal("Schema S successfully created.", await ValueAsync("CREATE SCHEMA s COMMENT = 'mine'"));
        Assert.Equal(2002, (await FailAsync("CREATE SCHEMA s")).ErrorCode);
        Assert.Equal("S already exists, statement succeeded.", await ValueAsync("CREATE SCHEMA IF NOT EXISTS s"));
        await DoAsync("CREATE TABLE s.t (a INT)");
        await DoAsync("CREATE VIEW s.v AS SELECT a FROM t");
        Assert.Equal(["PUBLIC", "S"], (await RowsAsync("SHOW SCHEMAS")).Select(r => r.Get<string>("name")));
        Assert.Equal("S successfully dropped.", await ValueAsync("DROP SCHEMA s CASCADE"));
        Assert.Equal(2003, (await FailAsync("SELECT * FROM s.v")).ErrorCode);
        Assert.Contains("Schema 'LOCAL.S'", (await FailAsync("CREATE TABLE s.t (a INT)")).Message, StringComparison.Ordinal);
        Assert.Equal("Drop statement executed successfully (S already dropped).", await ValueAsync("DROP SCHEMA IF EXISTS s"));
        await DoAsync("CREATE OR REPLACE TRANSIENT SCHEMA s");
        await DoAsync("CREATE TABLE s.t (a INT)");
        Assert.Equal("1", (await RowsAsync("SHOW TERSE TABLES IN SCHEMA s")).Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Databases_ComeAndGoWithTheirSchemas()
    {
        await DoAsync("CREATE TABLE d.s.t (a INT)");
        Assert.Equal(["D", "LOCAL"], (await RowsAsync("SHOW DATABASES")).Select(r => r.Get<string>("name")));
        await DoAsync("CREATE OR REPLACE DATABASE d");
        Assert.Equal(2003, (await FailAsync("SELECT * FROM d.s.t")).ErrorCode);
        Assert.Equal(["PUBLIC"], (await RowsAsync("SHOW SCHEMAS IN DATABASE d")).Select(r => r.Get<string>("name")));
        await DoAsync("DROP DATABASE d");
        Assert.Equal(2003, (await FailAsync("CREATE SCHEMA d.s")).ErrorCode);
        Assert.Equal(["LOCAL"], (await RowsAsync("SHOW DATABASES LIKE '%' STARTS WITH 'L' LIMIT 5")).Select(r => r.Get<string>("name")));
    }

    [Theory]
    [InlineData("SELECT a FROM IDENTIFIER('db.sch.\"my t\"')")]
    [InlineData("SELECT IDENTIFIER('a') FROM TABLE('db.sch.\"my t\"')")]
    [InlineData("SELECT a FROM IDENTIFIER(?)")]
    [InlineData("SELECT x.a FROM TABLE(?) x")]
    public async Task Identifier_NamesATable(string sql)
    {
        object?[] binds = sql.Contains('?', StringComparison.Ordinal) ? ["db.sch.\"my t\""] : [];
        await DoAsync("CREATE TABLE IDENTIFIER(?) AS SELECT 'found' AS a", "db.sch.\"my t\"");
        Assert.Equal("found", await ValueAsync(sql, binds));
    }

    [Fact]
    public async Task Identifier_OfAnotherBind_IsAnotherTable()
    {
        foreach (var name in (string[])["x", "y"])
        {
            await DoAsync("CREATE TABLE IDENTIFIER(?) (a VARCHAR)", name);
            await DoAsync("INSERT INTO IDENTIFIER(?) VALUES (?)", name, name + "1");
        }

        Assert.Equal("x1", await ValueAsync("SELECT a FROM IDENTIFIER(?) WHERE a <> ?", "x", "z"));
        Assert.Equal("y1", await ValueAsync("SELECT a FROM IDENTIFIER(?) WHERE a <> ?", "y", "z"));
        await DoAsync("DROP TABLE IDENTIFIER(?)", "x");
        Assert.Equal(2003, (await FailAsync("SELECT a FROM IDENTIFIER(?)", "x")).ErrorCode);
        Assert.Equal(904, (await FailAsync("SELECT a FROM IDENTIFIER(?)", "x; DROP TABLE y")).ErrorCode);
        Assert.Equal(1015, (await FailAsync("SELECT a FROM IDENTIFIER(?)", 1)).ErrorCode);
    }
}
