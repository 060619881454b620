namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>Functions over windows, on the rows (1, 10), (2, NULL), (3, 30), (4, 20), (5, NULL) unless other rows are named.</summary>
public sealed class WindowFunctionsTests(FunctionFixture fixture) : FunctionTest(fixture)
{
    private const string Rows = " FROM VALUES (1, 10), (2, NULL), (3, 30), (4, 20), (5, NULL) t(a, b) ORDER BY a";

    [Theory]
    [InlineData("ROW_NUMBER() OVER (ORDER BY b DESC, a)", "5,1,3,4,2")]
    [InlineData("RANK() OVER (ORDER BY b)", "1,4,3,2,4")]
    [InlineData("DENSE_RANK() OVER (ORDER BY MOD(a, 2))", "2,1,2,1,2")]
    [InlineData("RANK() OVER (ORDER BY MOD(a, 2))", "3,1,3,1,3")]
    [InlineData("PERCENT_RANK() OVER (ORDER BY a)", "0,0.25,0.5,0.75,1")]
    [InlineData("CUME_DIST() OVER (ORDER BY MOD(a, 2))", "1,0.4,1,0.4,1")]
    [InlineData("NTILE(2) OVER (ORDER BY a)", "1,1,1,2,2")]
    [InlineData("LAG(b) OVER (ORDER BY a)", ",10,,30,20")]
    [InlineData("LAG(b, 2, 0) OVER (ORDER BY a)", "0,0,10,,30")]
    [InlineData("LEAD(b) OVER (ORDER BY a)", ",30,20,,")]
    [InlineData("LAG(b) IGNORE NULLS OVER (ORDER BY a)", ",10,10,30,20")]
    [InlineData("LAG(b, 2) IGNORE NULLS OVER (ORDER BY a)", ",,,10,30")]
    [InlineData("LEAD(b, 1, 0) IGNORE NULLS OVER (ORDER BY a)", "30,30,20,0,0")]
    [InlineData("LEAD(b IGNORE NULLS) OVER (ORDER BY a)", "30,30,20,,")]
    [InlineData("FIRST_VALUE(b) OVER (ORDER BY a)", "10,10,10,10,10")]
    [InlineData("LAST_VALUE(a) OVER (ORDER BY a)", "5,5,5,5,5")]
    [InlineData("LAST_VALUE(b) OVER (ORDER BY a)", ",,,,")]
    [InlineData("LAST_VALUE(b) IGNORE NULLS OVER (ORDER BY a)", "20,20,20,20,20")]
    [InlineData("LAST_VALUE(b) RESPECT NULLS OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)", "10,,30,20,")]
    [InlineData("LAST_VALUE(b) IGNORE NULLS OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)", "10,10,30,20,20")]
    [InlineData("FIRST_VALUE(b IGNORE NULLS) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "10,10,30,30,20")]
    [InlineData("NTH_VALUE(a, 2) OVER (ORDER BY a)", "2,2,2,2,2")]
    [InlineData("NTH_VALUE(b, 2) IGNORE NULLS OVER (ORDER BY a)", "30,30,30,30,30")]
    [InlineData("CONDITIONAL_TRUE_EVENT(b IS NULL) OVER (ORDER BY a)", "0,1,1,1,2")]
    [InlineData("CONDITIONAL_CHANGE_EVENT(b) OVER (ORDER BY a)", "0,0,1,2,2")]
    [InlineData("CONDITIONAL_CHANGE_EVENT(MOD(a, 2)) OVER (ORDER BY a)", "0,1,2,3,4")]
    [InlineData("ROUND(RATIO_TO_REPORT(a) OVER (), 3)", "0.067,0.133,0.200,0.267,0.333")]
    [InlineData("RATIO_TO_REPORT(a - a) OVER ()", ",,,,")]
    [InlineData("SUM(b) OVER (ORDER BY a)", "10,10,40,60,60")]
    [InlineData("SUM(a) OVER (PARTITION BY MOD(a, 2) ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "1,2,4,6,8")]
    [InlineData("SUM(a) OVER (ORDER BY a RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING)", "3,6,9,12,9")]
    [InlineData("SUM(a) OVER (ORDER BY a * 1.50 RANGE BETWEEN 2 PRECEDING AND CURRENT ROW)", "1,3,5,7,9")]
    [InlineData("COUNT(*) OVER (PARTITION BY b)", "1,2,1,1,2")]
    [InlineData("COUNT(DISTINCT MOD(a, 2)) OVER ()", "2,2,2,2,2")]
    [InlineData("SUM(DISTINCT MOD(a, 2)) OVER (PARTITION BY MOD(a, 2))", "1,0,1,0,1")]
    [InlineData("AVG(a) OVER (ORDER BY a ROWS 1 PRECEDING)", "1.000000,1.500000,2.500000,3.500000,4.500000")]
    [InlineData("MAX(a) OVER (ORDER BY a ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)", "5,5,5,5,")]
    [InlineData("MEDIAN(a) OVER (PARTITION BY MOD(a, 2))", "3.000,3.000,3.000,3.000,3.000")]
    [InlineData("PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY b) OVER ()", "20.000,20.000,20.000,20.000,20.000")]
    [InlineData("STDDEV_POP(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "0,0.5,0.5,0.5,0.5")]
    [InlineData("BITOR_AGG(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "1,3,3,7,5")]
    [InlineData("CORR(a, b) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) > 0", ",,true,true,true")]
    [InlineData("LISTAGG(a, '') WITHIN GROUP (ORDER BY a DESC) OVER (PARTITION BY MOD(a, 2))", "531,42,531,42,531")]
    [InlineData("LISTAGG(DISTINCT MOD(a, 2), '') WITHIN GROUP (ORDER BY MOD(a, 2)) OVER ()", "01,01,01,01,01")]
    [InlineData("ARRAY_AGG(b) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY b IS NULL)", "[10,30,20],[],[10,30,20],[10,30,20],[]")]
    [InlineData("MAX_BY(a, b) OVER ()", "3,3,3,3,3")]
    [InlineData("HASH_AGG(b) OVER (PARTITION BY b IS NULL) = HASH_AGG(b) OVER ()", "false,false,false,false,false")]
    [InlineData("ANY_VALUE(b) OVER (PARTITION BY a)", "10,,30,20,")]
    [InlineData("MODE(MOD(a, 2)) OVER ()", "1,1,1,1,1")]
    public Task Windows(string function, string expected) => RowsAsync($"SELECT {function}{Rows}", expected);

    [Theory]
    [InlineData(
        "SELECT column1 FROM VALUES ('a', 1), ('a', 2), ('b', 3) QUALIFY RANK() OVER (PARTITION BY column1 ORDER BY column2 DESC) = 1 ORDER BY 1",
        "a,b")]
    [InlineData(
        "SELECT ROUND(100 * RATIO_TO_REPORT(COUNT(*)) OVER (), 2) FROM VALUES ('a'), ('b'), ('a') GROUP BY column1 ORDER BY 1", "33.33,66.67")]
    [InlineData("SELECT SUM(SUM(column2)) OVER (ORDER BY column1) FROM VALUES ('a', 1), ('b', 2), ('a', 3) GROUP BY column1 ORDER BY 1", "4,6")]
    public Task Queries(string sql, string expected) => RowsAsync(sql, expected);

    [Theory]
    [InlineData("ROW_NUMBER() OVER ()", 2303, "Window function type [ROW_NUMBER] requires ORDER BY in window specification.")]
    [InlineData("LAG(1) OVER (PARTITION BY 1)", 2303, "Window function type [LAG] requires ORDER BY")]
    [InlineData("FIRST_VALUE(1) OVER ()", 2303, "Window function type [FIRST_VALUE] requires ORDER BY")]
    [InlineData("RANK()", 2303, "Missing window specification for function [RANK]")]
    [InlineData("COUNT(DISTINCT column1) OVER (ORDER BY column1) FROM VALUES (1)", 1015, "distinct cannot be used with a window frame or an order.")]
    [InlineData("HASH_AGG(column1) OVER (ORDER BY column1) FROM VALUES (1)", 2, "window frame or order for function HASH_AGG")]
    [InlineData("UPPER('a') OVER ()", 2140, "Unknown function UPPER")]
    [InlineData(
        "SUM(column1) OVER (ORDER BY column2 RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1, 'a')", 2,
        "RANGE with a distance over anything but one number")]
    public Task Mistakes(string expression, int code, string text) => FailsAsync(expression, code, text);
}
