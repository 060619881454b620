namespace CortexSharp.Local.Tests.Engine;

/// <summary>Views: kept as text, read anew, resolved in their own schema.</summary>
public sealed class ViewTests : EngineTest
{
    [Fact]
    public async Task View_IsReadAnewEachTime()
    {
        await DoAsync("CREATE TABLE t (id INT, p VARCHAR)");
        Assert.Equal("View V successfully created.", await ValueAsync("CREATE VIEW v AS SELECT id * 2 AS twice, p FROM t WHERE id > 1"));
        Assert.Empty(await RowsAsync("SELECT * FROM v"));
        await DoAsync("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        Assert.Equal(["4b", "6c"], await ColumnAsync("SELECT twice || p FROM v ORDER BY twice"));
        Assert.Equal("2", await ValueAsync("SELECT COUNT(*) FROM v a JOIN v b ON a.twice = b.twice"));
        Assert.Equal("10", await ValueAsync("SELECT SUM(local.public.v.twice) FROM local.public.v"));
    }

    [Fact]
    public async Task View_ResolvesNamesInItsOwnSchema()
    {
        await DoAsync("CREATE TABLE db.sch.t AS SELECT 'there' AS a");
        await DoAsync("CREATE TABLE t AS SELECT 'here' AS a");
        await DoAsync("CREATE VIEW db.sch.v AS WITH c AS (SELECT a FROM t) SELECT a FROM c");
        Assert.Equal("there", await ValueAsync("WITH c AS (SELECT 'mine' AS a) SELECT a FROM db.sch.v"));
        Assert.Equal("here", await ValueAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task View_CanNameAndDescribeItsColumns()
    {
        await DoAsync("CREATE VIEW v (x COMMENT 'first', \"y\") COMMENT = 'of two' AS SELECT 1, 'text'::VARCHAR(4)");
        var rows = await RowsAsync("DESCRIBE VIEW v");
        Assert.Equal(
            ["X NUMBER(38,0) first", "y VARCHAR(4) "],
            rows.Select(r =>
                $"{r.Get<string>("name")} {r.Get<string>("type").Replace("NUMBER(1,0)", "NUMBER(38,0)", StringComparison.Ordinal)} "
                + $"{r.GetOrDefault<string>("comment")}"));
        var shown = Assert.Single(await RowsAsync("SHOW VIEWS LIKE 'v'"));
        Assert.Equal(("V", "of two"), (shown.Get<string>("name"), shown.Get<string>("comment")));
        Assert.StartsWith("CREATE VIEW v (x", shown.Get<string>("text"), StringComparison.Ordinal);
        Assert.Equal(["X", "y"], await ColumnAsync("DESC TABLE v"));
    }

    [Fact]
    public async Task View_WhoseTableHasGone_SaysSo()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        await DoAsync("CREATE VIEW v AS SELECT a FROM t");
        await DoAsync("CREATE VIEW w AS SELECT a FROM v");
        await DoAsync("DROP TABLE t");
        var error = await FailAsync("SELECT * FROM w");
        Assert.Equal(2037, error.ErrorCode);
        Assert.Contains("Failure during expansion of view 'V'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Object 'LOCAL.PUBLIC.T' does not exist or not authorized.", error.Message, StringComparison.Ordinal);
        await DoAsync("CREATE TABLE t (a INT, b INT)");
        Assert.Empty(await RowsAsync("SELECT * FROM w"));
    }

    [Fact]
    public async Task View_OfAStar_KeepsTheColumnsItWasMadeWith()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        await DoAsync("CREATE VIEW v AS SELECT * FROM t");
        await DoAsync("ALTER TABLE t ADD COLUMN b INT");
        var error = await FailAsync("SELECT a FROM v");
        Assert.Equal(2057, error.ErrorCode);
        Assert.Contains("declared 1 column(s), but view query produces 2 column(s)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT nope FROM t", 904)]
    [InlineData("CREATE VIEW v AS SELECT * FROM missing", 2003)]
    [InlineData("CREATE VIEW v AS SELECT a + 1 FROM t", 2022)]
    [InlineData("CREATE VIEW v AS SELECT a, a FROM t", 2025)]
    [InlineData("CREATE VIEW v (x, y) AS SELECT a FROM t", 1015)]
    [InlineData("CREATE VIEW v AS SELECT a FROM v", 2003)]
    [InlineData("CREATE VIEW t AS SELECT 1 AS a", 1998)]
    [InlineData("CREATE OR REPLACE VIEW t AS SELECT 1 AS a", 1998)]
    [InlineData("CREATE OR REPLACE TABLE w (a INT)", 1998)]
    [InlineData("CREATE VIEW w AS SELECT 1 AS a", 2002)]
    [InlineData("CREATE OR REPLACE VIEW w AS SELECT a FROM w", 2072)]
    [InlineData("CREATE OR REPLACE VIEW w AS SELECT a FROM u", 2072)]
    [InlineData("CREATE TEMPORARY VIEW v AS SELECT 1 AS a", 2)]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1 AS a", 2)]
    [InlineData("DROP TABLE w", 2203)]
    [InlineData("DROP VIEW t", 2203)]
    [InlineData("DROP VIEW missing", 2003)]
    [InlineData("INSERT INTO w VALUES (1)", 2203)]
    [InlineData("ALTER VIEW w RENAME TO t", 2002)]
    public async Task Mistakes_AreRefusedByName(string sql, int code)
    {
        await DoAsync("CREATE TABLE t (a INT)");
        await DoAsync("CREATE VIEW w AS SELECT a FROM t");
        await DoAsync("CREATE VIEW u AS SELECT a FROM w");
        Assert.Equal(code, (await FailAsync(sql)).ErrorCode);
        Assert.Equal(["U", "W"], await ColumnAsync("SELECT \"name\" FROM (SELECT 'U' AS \"name\" UNION SELECT 'W') ORDER BY 1"));
        Assert.Equal(["U", "W"], (await RowsAsync("SHOW VIEWS")).Select(r => r.Get<string>("name")));
    }

    [Fact]
    public async Task View_WithABind_IsRefused() =>
        Assert.Contains("Bind variable", (await FailAsync("CREATE VIEW v AS SELECT ? AS a", 1)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Views_ComeAndGo()
    {
        await DoAsync("CREATE VIEW v AS SELECT 1 AS a;");
        Assert.Equal("V already exists, statement succeeded.", await ValueAsync("CREATE VIEW IF NOT EXISTS v AS SELECT nope FROM missing"));
        await DoAsync("CREATE OR REPLACE SECURE VIEW v COPY GRANTS AS SELECT 2 AS a");
        Assert.Equal("true", (await RowsAsync("SHOW VIEWS"))[0].Get<string>("is_secure"));
        await DoAsync("ALTER VIEW v RENAME TO s2.w");
        await DoAsync("ALTER VIEW s2.w SET COMMENT = 'moved'");
        Assert.Equal("moved", Assert.Single(await RowsAsync("SHOW VIEWS IN SCHEMA s2")).Get<string>("comment"));
        Assert.Equal("2", await ValueAsync("SELECT a FROM s2.w"));
        Assert.Equal("W successfully dropped.", await ValueAsync("DROP VIEW s2.w"));
        Assert.Equal("Drop statement executed successfully (W already dropped).", await ValueAsync("DROP VIEW IF EXISTS s2.w"));
    }

    [Fact]
    public async Task View_WithACortexCall_AsksForTheRowsThatAreRead()
    {
        await DoAsync("CREATE TABLE t AS SELECT column1 AS p FROM VALUES ('a'), ('b')");
        await DoAsync("CREATE VIEW v AS SELECT AI_COMPLETE('m', p) AS r FROM t");
        Assert.Empty(Cortex.Asked);
        Assert.Equal(["A", "B"], await ColumnAsync("SELECT r FROM v ORDER BY r"));
        Assert.Equal(2, Cortex.Asked.Count);
        Assert.Equal("R", await ValueAsync("DESCRIBE VIEW v"));
    }
}
