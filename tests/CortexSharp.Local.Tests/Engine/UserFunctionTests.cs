namespace CortexSharp.Local.Tests.Engine;

/// <summary>Functions with bodies in SQL.</summary>
public sealed class UserFunctionTests : EngineTest
{
    [Theory]
    [InlineData("CREATE FUNCTION f(a INT, b INT) RETURNS INT AS 'a * b + a'", "SELECT f(2 + 1, 4)", "15")]
    [InlineData("CREATE FUNCTION f(a VARCHAR) RETURNS VARCHAR AS $$ UPPER(TRIM(a)) || '!' $$", "SELECT f(column1) FROM VALUES (' x ')", "X!")]
    [InlineData("CREATE FUNCTION f() RETURNS NUMBER(10,2) AS '1.005 * 3'", "SELECT f()", "3.02")]
    [InlineData(
        "CREATE FUNCTION f(a INT, b INT DEFAULT 10) RETURNS INT AS 'a + b'", "SELECT f(1) || ',' || f(1, 2) || ',' || f(b => 5, a => 4)", "11,3,9")]
    [InlineData("CREATE FUNCTION f(a INT) RETURNS INT STRICT AS 'NVL(a, 7)'", "SELECT NVL(f(NULL)::VARCHAR, 'null') || f(1 + 1)", "null2")]
    [InlineData("CREATE FUNCTION f(a INT) RETURNS INT CALLED ON NULL INPUT AS 'NVL(a, 7)'", "SELECT f(NULL)", "7")]
    [InlineData("CREATE FUNCTION f(k VARCHAR) RETURNS INT AS 'SELECT MAX(v) FROM t WHERE t.k = k || '''''", "SELECT f('x')", "4")]
    [InlineData(
        "CREATE FUNCTION f(wanted VARCHAR) RETURNS INT AS 'SELECT SUM(v) FROM t WHERE k = wanted'",
        "SELECT LISTAGG(f(k), '-') WITHIN GROUP (ORDER BY k) FROM (SELECT DISTINCT k FROM t)", "3-7")]
    [InlineData("CREATE FUNCTION f(a FLOAT) RETURNS FLOAT AS 'a * a'", "SELECT SUM(f(v)) FROM t", "30")]
    [InlineData("CREATE FUNCTION f(a INT) RETURNS INT AS 'a + a'", "SELECT f(SUM(v)) FROM t GROUP BY k ORDER BY 1 LIMIT 1", "6")]
    [InlineData("CREATE FUNCTION f(a INT) RETURNS BOOLEAN AS 'a BETWEEN 2 AND 3'", "SELECT COUNT(*) FROM t WHERE f(v)", "2")]
    [InlineData("CREATE FUNCTION other.f(a INT) RETURNS INT AS 'a + 1'", "SELECT other.f(1) + local.other.f(2)", "5")]
    public async Task Call_IsItsBody(string create, string sql, string expected)
    {
        await CreateAsync();
        await DoAsync(create);
        Assert.Equal(expected, await ValueAsync(sql));
    }

    [Fact]
    public async Task Overloads_AreChosenByNumberAndType()
    {
        await DoAsync("CREATE FUNCTION f(a INT) RETURNS VARCHAR AS '''number'''");
        await DoAsync("CREATE FUNCTION f(a VARCHAR) RETURNS VARCHAR AS '''text'''");
        await DoAsync("CREATE FUNCTION f(a VARCHAR, b INT) RETURNS VARCHAR AS '''two'''");
        Assert.Equal("number,text,two", await ValueAsync("SELECT f(1) || ',' || f('1') || ',' || f('1', 2)"));
        Assert.Equal(1044, (await FailAsync("SELECT f(1, 2, 3)")).ErrorCode);
        await DoAsync("DROP FUNCTION f(INT)");
        Assert.Equal("text", await ValueAsync("SELECT f(1)"));
        Assert.Equal(
            ["F(VARCHAR) RETURN VARCHAR", "F(VARCHAR, NUMBER) RETURN VARCHAR"],
            (await RowsAsync("SHOW USER FUNCTIONS LIKE 'f'")).Select(r => r.Get<string>("arguments")));
        Assert.Equal(
            "'two'", (await RowsAsync("DESCRIBE FUNCTION f(VARCHAR, NUMBER)")).Single(r => r.Get<string>("property") == "body").Get<string>("value"));
    }

    /// <summary>Snowflake's page on identifiers: a function in SQL can have no name in quotes. Its schema can.</summary>
    [Theory]
    [InlineData("\"f\"")]
    [InlineData("\"F\"")]
    [InlineData("other.\"F\"")]
    [InlineData("IDENTIFIER('\"my function\"')")]
    public async Task Create_NameInQuotes_IsRefused(string name)
    {
        await DoAsync("CREATE SCHEMA IF NOT EXISTS other");
        var error = await FailAsync($"CREATE FUNCTION {name}(a INT) RETURNS INT AS 'a + 1'");
        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains("'function name in quotes'", error.Message, StringComparison.Ordinal);
        await DoAsync("CREATE FUNCTION \"OTHER\".f(a INT) RETURNS INT AS 'a + 1'");
        Assert.Equal("2", await ValueAsync("SELECT other.f(1)"));
    }

    [Fact]
    public async Task Argument_IsComputedOnce()
    {
        await DoAsync("CREATE FUNCTION same(a VARCHAR) RETURNS BOOLEAN AS 'a = a'");
        Assert.Equal("true", await ValueAsync("SELECT same(UUID_STRING())"));
        await DoAsync("CREATE FUNCTION twice(a INT) RETURNS INT AS 'a + a'");
        // Each level names its argument twice: written out it would be two to the twentieth as long.
        Assert.Equal("1048576", await ValueAsync("SELECT " + string.Concat(Enumerable.Repeat("twice(", 20)) + "0 + 1" + new string(')', 20)));
    }

    [Theory]
    [InlineData("SELECT ask(p) FROM t2 ORDER BY p", "A!,B!", 2)]
    [InlineData("SELECT ask(ask(p)) FROM t2 ORDER BY p", "A!!,B!!", 4)]
    [InlineData("SELECT ask(AI_COMPLETE('m', p)) FROM t2 ORDER BY p", "A!,B!", 4)]
    [InlineData("SELECT p FROM t2 WHERE ask(p) = 'B!'", "b", 2)]
    [InlineData("SELECT both(p, 'c') FROM t2 ORDER BY p", "A/C,B/C", 4)]
    [InlineData("SELECT viaq('c')", "C", 1)]
    public async Task Body_CanCallCortex(string sql, string expected, int asked)
    {
        await DoAsync("CREATE TABLE t2 AS SELECT column1 AS p FROM VALUES ('a'), ('b')");
        await DoAsync("CREATE OR REPLACE FUNCTION ask(p STRING) RETURNS STRING COPY GRANTS AS $$ AI_COMPLETE('m', p) || '!' $$");
        await DoAsync("CREATE FUNCTION both(a STRING, b STRING) RETURNS STRING AS $$ AI_COMPLETE('m', a) || '/' || AI_COMPLETE('m', b) $$");
        await DoAsync("CREATE FUNCTION viaq(p STRING) RETURNS STRING AS $$ SELECT AI_COMPLETE('m', p) $$");
        Assert.Equal(expected, string.Join(",", await ColumnAsync(sql)));
        Assert.Equal(asked, Cortex.Asked.Count);
    }

    [Fact]
    public async Task Body_IsResolvedInTheFunctionsSchema()
    {
        await DoAsync("CREATE TABLE s.t AS SELECT 'there' AS a");
        await DoAsync("CREATE TABLE t AS SELECT 'here' AS a");
        await DoAsync("CREATE FUNCTION s.deep(x INT) RETURNS VARCHAR AS 'SELECT MAX(a) FROM t'");
        await DoAsync("CREATE FUNCTION s.outer() RETURNS VARCHAR AS 'deep(1)'");
        Assert.Equal("there", await ValueAsync("SELECT s.outer()"));
        Assert.Equal(2140, (await FailAsync("SELECT outer()")).ErrorCode);
        Assert.Equal(2141, (await FailAsync("SELECT s.missing()")).ErrorCode);
    }

    [Theory]
    [InlineData("CREATE FUNCTION g(a INT) RETURNS INT AS 'b'", 904)]
    [InlineData("CREATE FUNCTION g(a INT) RETURNS INT AS 'a +'", 1003)]
    [InlineData("CREATE FUNCTION g(a INT) RETURNS DATE AS 'a > 1'", 1015)]
    [InlineData("CREATE FUNCTION g(a INT, a INT) RETURNS INT AS 'a'", 1015)]
    [InlineData("CREATE FUNCTION g(a INT) RETURNS INT AS 'g(a)'", 2140)]
    [InlineData("CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT AS 'f(a)'", 2072)]
    [InlineData("CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT AS 'h(a)'", 2072)]
    [InlineData("CREATE FUNCTION f(a INT) RETURNS INT AS 'a'", 2002)]
    [InlineData("CREATE FUNCTION f(a INT, b INT DEFAULT 1) RETURNS INT AS 'a'", 1015)]
    [InlineData("CREATE FUNCTION upper(a INT) RETURNS INT AS 'a'", 1015)]
    [InlineData("CREATE FUNCTION g(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return A'", 2)]
    [InlineData("CREATE FUNCTION g(a FLOAT) RETURNS FLOAT LANGUAGE PYTHON HANDLER = 'f' AS 'def f(a): return a'", 2)]
    [InlineData("CREATE FUNCTION g(a FLOAT) RETURNS TABLE (b INT) AS 'SELECT 1'", 2)]
    [InlineData("CREATE TEMP FUNCTION g(a FLOAT) RETURNS FLOAT AS 'a'", 2)]
    [InlineData("DROP FUNCTION f(VARCHAR)", 2003)]
    [InlineData("SELECT f(1) OVER ()", 1015)]
    [InlineData("SELECT f(a => 1, a => 2)", 1044)]
    public async Task Mistakes_AreRefusedByName(string sql, int code)
    {
        await DoAsync("CREATE FUNCTION f(a INT) RETURNS INT AS 'a + 1'");
        await DoAsync("CREATE FUNCTION h(a INT) RETURNS INT AS 'f(a)'");
        Assert.Equal(code, (await FailAsync(sql)).ErrorCode);
        Assert.Equal("2", await ValueAsync("SELECT h(1)"));
    }

    private async Task CreateAsync() =>
        await DoAsync("CREATE TABLE t AS SELECT column1 AS k, column2 AS v FROM VALUES ('x', 1), ('x', 2), ('y', 3), ('y', 4) WHERE column2 <> 9");
}
