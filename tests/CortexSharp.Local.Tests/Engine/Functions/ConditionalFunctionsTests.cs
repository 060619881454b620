namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>Functions that choose, that say where a statement runs, and that make rows.</summary>
public sealed class ConditionalFunctionsTests(FunctionFixture fixture) : FunctionTest(fixture)
{
    [Theory]
    [InlineData("IFF(1 > 2, 'a', 'b')", "b")]
    [InlineData("IFF(NULL, 'a', 'b')", "b")]
    [InlineData("COALESCE(NULL, 1, 2.5)", "1.0")]
    [InlineData("NVL(NULL, 'x')", "x")]
    [InlineData("IFNULL('', 'x')", "")]
    [InlineData("NVL2(NULL, 'a', 'b')", "b")]
    [InlineData("NULLIF(1, 1)", null)]
    [InlineData("NULLIF('a', 'b')", "a")]
    [InlineData("ZEROIFNULL(NULL)", "0")]
    [InlineData("NULLIFZERO(0)", null)]
    [InlineData("GREATEST(1, 2.5)", "2.5")]
    [InlineData("LEAST(1, NULL)", null)]
    [InlineData("GREATEST_IGNORE_NULLS(1, NULL, 3)", "3")]
    [InlineData("LEAST_IGNORE_NULLS(NULL, 2, 1)", "1")]
    [InlineData("DECODE(NULL, 1, 'one', NULL, 'none', 'other')", "none")]
    [InlineData("DECODE(3, 1, 'one', 2, 'two')", null)]
    [InlineData("EQUAL_NULL(NULL, NULL)", "true")]
    [InlineData("EQUAL_NULL(1, NULL)", "false")]
    [InlineData("BOOLAND(5, -1)", "true")]
    [InlineData("BOOLAND(FALSE, NULL)", "false")]
    [InlineData("BOOLOR(TRUE, NULL)", "true")]
    [InlineData("BOOLXOR(TRUE, FALSE)", "true")]
    [InlineData("BOOLXOR(2, 1)", "false")]
    [InlineData("BOOLNOT(0)", "true")]
    [InlineData("REGR_VALX(NULL, 2)", null)]
    [InlineData("REGR_VALY(1, 2)", "1")]
    public Task Choices(string expression, string? expected) => GivesAsync(expression, expected);

    [Theory]
    [InlineData("CURRENT_DATABASE() || '.' || CURRENT_SCHEMA()", "LOCAL.PUBLIC")]
    [InlineData("CURRENT_USER", "LOCAL")]
    [InlineData("CURRENT_ACCOUNT_NAME()", "LOCAL")]
    [InlineData("CURRENT_WAREHOUSE()", null)]
    [InlineData("CURRENT_SCHEMAS()", """["LOCAL.PUBLIC"]""")]
    [InlineData("LENGTH(CURRENT_VERSION()) > 0", "true")]
    [InlineData("CURRENT_SESSION() IS NULL", "false")]
    public Task Context(string expression, string? expected) => GivesAsync(expression, expected);

    [Theory]
    [InlineData("SELECT SEQ4() FROM TABLE(GENERATOR(ROWCOUNT => 4))", "0,1,2,3")]
    [InlineData("SELECT SEQ8() * 2 FROM TABLE(GENERATOR(ROWCOUNT => 3)) g ORDER BY 1 DESC", "4,2,0")]
    [InlineData("SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 0))", "0")]
    [InlineData("SELECT COUNT(*) || ':' || SUM(SEQ4()) FROM TABLE(GENERATOR(ROWCOUNT => 1000))", "1000:499500")]
    [InlineData("SELECT SEQ4() || column1 FROM VALUES ('a'), ('b')", "0a,1b")]
    [InlineData("SELECT value FROM TABLE(SPLIT_TO_TABLE('a.b', '.'))", "a,b")]
    [InlineData(
        "SELECT t.column1 || s.index || s.value FROM VALUES ('a.b'), ('c') t, LATERAL SPLIT_TO_TABLE(t.column1, '.') s ORDER BY 1",
        "a.b1a,a.b2b,c1c")]
    [InlineData("SELECT value FROM TABLE(STRTOK_SPLIT_TO_TABLE('user@snowflake.com', '@.'))", "user,snowflake,com")]
    public Task Rows(string sql, string expected) => RowsAsync(sql, expected);

    [Theory]
    [InlineData("1 FROM TABLE(GENERATOR(TIMELIMIT => 1))", 2, "GENERATOR with anything but ROWCOUNT")]
    [InlineData("1 FROM TABLE(NOTHING(1))", 2, "table function NOTHING")]
    [InlineData("SEQ4(2)", 1015, "takes 0 or 1")]
    public Task Mistakes(string expression, int code, string text) => FailsAsync(expression, code, text);
}
