namespace CortexSharp.Local.Tests.Engine;

/// <summary>
/// Precision, scale, overflow, formats and functions of numbers. Where Snowflake's documentation prints a result, it is the expected one.
/// </summary>
public sealed class NumberTests : EngineTest
{
    [Theory]
    [InlineData("10.01 * 1.1", "11.011")]
    [InlineData("10.001 * .001", "0.010001")]
    [InlineData(".1 * .0000000000001", "0.0000000000000")]
    [InlineData("2 / 7", "0.285714")]
    [InlineData("10.1 / 2.1", "4.8095238")]
    [InlineData("10.001 / .001", "10001.000000000")]
    [InlineData("(1/3) * (1/7) * (1/2)", "0.023809476191")] // 6 + 6 + 6 digits behind the point, of which 12 are kept
    [InlineData("(1/3) * (2/3) * (4/7) * (99/100)", "0.125714317143")]
    [InlineData("1 / 3 / 3", "0.111111000000")]
    [InlineData("ROUND(100.0 * 3 / 7, 2)", "42.86")]
    [InlineData("1.5 % 1", "0.5")]
    [InlineData("-7.5 % 2", "-1.5")]
    [InlineData("7 / -2", "-3.500000")]
    [InlineData("1.00 + 1.0", "2.00")]
    public Task Arithmetic_KeepsSnowflakesScale(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("SELECT 1.5 AS c", "NUMBER(2,1)")]
    [InlineData("SELECT 10.01 * 1.1 AS c", "NUMBER(6,3)")]
    [InlineData("SELECT 2 / 7 AS c", "NUMBER(7,6)")]
    [InlineData("SELECT 10.1 / 2.1 AS c", "NUMBER(10,7)")]
    [InlineData("SELECT 10.01 + 1 AS c", "NUMBER(5,2)")]
    [InlineData("SELECT 10.01 % 3 AS c", "NUMBER(4,2)")]
    [InlineData("SELECT -10.01 AS c", "NUMBER(4,2)")]
    [InlineData("SELECT 10.01::NUMBER(38,10) * 2 AS c", "NUMBER(38,10)")]
    [InlineData("SELECT 1 AS c UNION ALL SELECT 10.25", "NUMBER(4,2)")]
    [InlineData("SELECT CASE WHEN TRUE THEN 123 ELSE 0.5 END AS c", "NUMBER(4,1)")]
    [InlineData("SELECT SUM(1.5) AS c", "NUMBER(38,1)")]
    public async Task Arithmetic_HasSnowflakesPrecision(string query, string type)
    {
        await DoAsync($"CREATE TABLE t AS {query}");
        Assert.Equal(type, (await RowsAsync("DESCRIBE TABLE t"))[0].Get<string>("type"));
    }

    [Theory]
    [InlineData("9223372036854775807 + 1")]
    [InlineData("9223372036854775807 * 10 > 5 AND (9223372036854775807 * 10)::VARCHAR = ''")]
    [InlineData("900000000000000000::NUMBER(38,2)")]
    [InlineData("-(-9223372036854775807 - 1)")]
    [InlineData("ABS(-9223372036854775807 - 1)")]
    [InlineData("FACTORIAL(21)")]
    [InlineData("'12345678901234567890'::NUMBER")]
    [InlineData("'1e30'::NUMBER(38,10)")]
    [InlineData("1e25::FLOAT::NUMBER")]
    [InlineData("PARSE_JSON('12345678901234567890') ::NUMBER")]
    public async Task Overflow_IsAnErrorAndNeverInexact(string expression) =>
        Assert.Equal(100046, (await FailAsync($"SELECT {expression}")).ErrorCode);

    [Fact]
    public async Task Overflow_OnTheWayIntoATable_IsAnError()
    {
        await DoAsync("CREATE TABLE t (a NUMBER(38,2), b NUMBER(38,0))");
        Assert.Equal(100046, (await FailAsync("INSERT INTO t (a) VALUES (900000000000000000)")).ErrorCode);
        await DoAsync("INSERT INTO t VALUES (1, 900000000000000000)");
        Assert.Equal(100046, (await FailAsync("INSERT INTO t (a) SELECT b FROM t")).ErrorCode);
        Assert.Equal(100046, (await FailAsync("UPDATE t SET a = b")).ErrorCode);
        Assert.Equal("1", await ValueAsync("SELECT COUNT(*) FROM t"));
    }

    /// <summary>What people write over NUMBER(38,0) columns does not run into the limit of 18 digits.</summary>
    [Fact]
    public async Task UsualPatterns_OverWideColumns_DoNotOverflow()
    {
        await DoAsync("CREATE TABLE t (n NUMBER, amount NUMBER(38,2))");
        await DoAsync("INSERT INTO t SELECT column1, column2 FROM VALUES (1000000, 99999.99), (2000000, 0.01), (3, 12.5)");
        Assert.Equal("3000003", await ValueAsync("SELECT SUM(n) FROM t"));
        Assert.Equal("1000001.000000", await ValueAsync("SELECT AVG(n) FROM t"));
        Assert.Equal("33337.50000000", await ValueAsync("SELECT AVG(amount) FROM t"));
        Assert.Equal("0.666666", await ValueAsync("SELECT MAX(n) / SUM(n) FROM t"));
        Assert.Equal("66.67", await ValueAsync("SELECT ROUND(100.0 * MAX(n) / SUM(n), 2) FROM t"));
        Assert.Equal("66.666600", await ValueAsync("SELECT MAX(n) / SUM(n) * 100 FROM t"));
        Assert.Equal("5000000000009", await ValueAsync("SELECT SUM(n * n) FROM t"));
        Assert.Equal("0.333333", await ValueAsync("SELECT COUNT_IF(n > 1000000) / COUNT(*) FROM t"));
        Assert.Equal("33333.033333000000", await ValueAsync("SELECT (SUM(n) / COUNT(*)) * (1/30) FROM t"));
    }

    [Theory]
    [InlineData("'1e3'::INTEGER", "1000")]
    [InlineData("'-1.25E-1'::NUMBER(10,3)", "-0.125")]
    [InlineData("' 12 '::NUMBER", "12")]
    [InlineData("'+5'::NUMBER", "5")]
    [InlineData("'0.123456789012345678901234567890'::NUMBER(20,18)", "0.123456789012345679")]
    [InlineData("TO_NUMBER('12.3456', 10, 1)", "12.3")]
    [InlineData("TO_DECIMAL('-12.35', 10, 1)", "-12.4")]
    [InlineData("12.5::FLOAT::NUMBER", "13")]
    [InlineData("TRUE::NUMBER + 1", "2")]
    [InlineData("TRY_CAST('12x' AS NUMBER)", null)]
    [InlineData("TRY_CAST('99999' AS NUMBER(4,0))", null)]
    [InlineData("TRY_TO_DOUBLE('1e400')", null)]
    [InlineData("TRY_TO_NUMBER('.')", null)]
    [InlineData("TRY_TO_NUMBER('')", null)]
    [InlineData("TRY_TO_NUMBER('1.2.3')", null)]
    [InlineData("TRY_TO_NUMBER('1,000')", null)]
    [InlineData("'-inf'::FLOAT", "-inf")]
    [InlineData("1e20::FLOAT::VARCHAR", "1e+20")]
    [InlineData("0.1::FLOAT + 0.2::FLOAT", "0.30000000000000004")]
    public Task Casts_ReadNumbers(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("'x'::NUMBER", 100038)]
    [InlineData("'1 2'::NUMBER", 100038)]
    [InlineData("'12345'::NUMBER(4,0)", 100039)]
    [InlineData("12345::NUMBER(4,0)", 100039)]
    [InlineData("99.96::NUMBER(3,1)", 100039)]
    [InlineData("1e10::FLOAT::NUMBER(5,0)", 100039)]
    [InlineData("'maybe'::BOOLEAN", 100037)]
    [InlineData("'NaN'::FLOAT", 100037)]
    [InlineData("TO_NUMBER('12,345.67', '000,000.00', 8, 2)", 100038)]
    [InlineData("TO_NUMBER('1000', '999')", 100038)]
    [InlineData("1 / 0", 100051)]
    [InlineData("MOD(1, 0)", 100051)]
    [InlineData("1::FLOAT / 0", 100051)]
    [InlineData("SQRT(-1)", 100041)]
    [InlineData("LN(0)", 100041)]
    [InlineData("ASIN(2)", 100041)]
    [InlineData("POWER(-1, 0.5)", 100041)]
    [InlineData("EXP(1000)", 100041)]
    [InlineData("TRY_CAST(1 AS VARCHAR)", 1065)]
    [InlineData("TRY_CAST(PARSE_JSON('1') AS NUMBER)", 1065)]
    [InlineData("TRY_CAST(NULL AS NUMBER)", 1065)]
    [InlineData("TRY_TO_NUMBER(TRUE)", 1065)]
    [InlineData("TO_CHAR(1, '9EE')", 100183)]
    [InlineData("CURRENT_DATE::NUMBER", 1007)]
    [InlineData("CURRENT_DATE::BOOLEAN", 1007)]
    public async Task Errors_HaveSnowflakesCodes(string expression, int code) =>
        Assert.Equal(code, (await FailAsync($"SELECT {expression}")).ErrorCode);

    [Theory]
    [InlineData("TO_CHAR(1.2, '999,999.999')", "       1.2  ")]
    [InlineData("TO_CHAR(1234.56, '999,999.999')", "   1,234.56 ")]
    [InlineData("TO_CHAR(-123456.789, '999,999.999')", "-123,456.789")]
    [InlineData("TO_CHAR(1.2, 'S000,000.000')", "+000,001.200")]
    [InlineData("TO_CHAR(1234.56, 'S999,999.999')", "  +1,234.56 ")]
    [InlineData("TO_CHAR(1234.56, 'FM999,999.999')", "1,234.56")]
    [InlineData("TO_CHAR(12, '\">\"99\"<\"')", "> 12<")]
    [InlineData("TO_CHAR(-123.45, '999.99MI')", "123.45-")]
    [InlineData("TO_CHAR(12, '99') || TO_CHAR(-7, '99')", " 12 -7")]
    [InlineData("TO_CHAR(12, 'S99') || TO_CHAR(-7, 'S99')", "+12 -7")]
    [InlineData("TO_CHAR(12, '99S') || TO_CHAR(-7, '99S')", "12+ 7-")]
    [InlineData("TO_CHAR(12, 'MI99') || TO_CHAR(-7, 'MI99')", " 12- 7")]
    [InlineData("TO_CHAR(12, '99MI') || TO_CHAR(-7, '99MI')", "12  7-")]
    [InlineData("TO_CHAR(12, '$99') || TO_CHAR(-7, '$99')", " $12 -$7")]
    [InlineData("TO_CHAR(12, 'FM99') || TO_CHAR(-7, 'FM99')", "12-7")]
    [InlineData("TO_CHAR(0.5, '99.9') || TO_CHAR(0.5, 'B99.9')", "  0.5   .5")]
    [InlineData("TO_CHAR(1234, '999')", " ###")]
    [InlineData("TO_CHAR(99.95, '99.9')", " ##.#")]
    [InlineData("TO_CHAR(255, 'XXXX') || TO_CHAR(255, '000x')", "   FF 00ff")]
    [InlineData("TO_CHAR(-1, 'XX')", " FF")]
    [InlineData("TO_CHAR(0.25, 'TM9%')", "25.00%")]
    [InlineData("TO_CHAR(-1.50, 'TM9') || TO_CHAR(1234, 'TME') || TO_CHAR(1000000000, 'TM')", "-1.501.234E31E9")]
    [InlineData("TO_CHAR(1234.5::FLOAT, '9,999.00')", " 1,234.50")]
    [InlineData("TO_CHAR('inf'::FLOAT, '99')", " ##")]
    [InlineData("TO_VARCHAR(12.30)", "12.30")]
    [InlineData("TO_NUMBER('012,345.67', '999,999.99', 8, 2)", "12345.67")]
    [InlineData("TO_NUMBER(' 12,345.67', '999,999.99', 8, 2)", "12345.67")]
    [InlineData("TO_NUMBER('12345.67', '999,999.99', 8, 2)", "12345.67")]
    [InlineData("TO_NUMBER('012,345.67', '000,000.00', 8, 2)", "12345.67")]
    [InlineData("TRY_TO_NUMBER('1,2345', '999,999')", null)]
    [InlineData("TO_NUMBER('-101', 'MI999|999MI') + TO_NUMBER('102-', 'MI999|999MI') + TO_NUMBER('103', 'MI999|999MI')", "-100")]
    [InlineData("TO_NUMBER('$1,234.50', '$9,999.99', 10, 2)", "1234.50")]
    [InlineData("TO_NUMBER('7fffffffffffffff', 'xxxxxxxxxxxxxxxx')", "9223372036854775807")]
    [InlineData("TO_NUMBER('1e2', 'TME') + TRY_TO_NUMBER('1e2', 'TM9')", null)]
    [InlineData("TO_NUMBER('25%', '99%', 10, 2)", "0.25")]
    public Task Formats_WriteAndRead(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("ROUND(2.5, 0, 'HALF_TO_EVEN') || ROUND(3.5, 0, 'HALF_TO_EVEN') || ROUND(-2.51, 0, 'HALF_TO_EVEN')", "24-3")]
    [InlineData("ROUND(2.5::FLOAT, 0, 'HALF_TO_EVEN')", "2")]
    [InlineData("CEIL(135.135, -2) || ' ' || CEIL(-135.135, 1)", "200 -135.1")]
    [InlineData("FLOOR(135.135, 1) || ' ' || FLOOR(-135.135, -2)", "135.1 -200")]
    [InlineData("TRUNC(-975.975, -1) || ' ' || TRUNC(135.135::FLOAT, 2)", "-970 135.13")]
    [InlineData("DIV0(5, 0) || ' ' || DIV0NULL(5, NULL)", "0.000000 0.000000")]
    [InlineData("DIV0(NULL, 0)", null)]
    [InlineData("GREATEST_IGNORE_NULLS(1, NULL, 2.5) || ' ' || LEAST_IGNORE_NULLS('b', NULL, 'a')", "2.5 a")]
    [InlineData("GREATEST_IGNORE_NULLS(NULL, NULL)", null)]
    [InlineData("WIDTH_BUCKET(0.3, 0, 0.9, 3) || WIDTH_BUCKET(-1, 0, 10, 5) || WIDTH_BUCKET(10, 0, 10, 5)", "206")]
    [InlineData("WIDTH_BUCKET(2.5::FLOAT, 0, 10, 4)", "2")]
    [InlineData("BITAND(12, 10) || ' ' || BITOR(12, 10) || ' ' || BITXOR(12, 10) || ' ' || BITNOT(0)", "8 14 6 -1")]
    [InlineData("BITSHIFTLEFT(1, 10) || ' ' || BITSHIFTRIGHT(1024, 3)", "1024 128")]
    [InlineData("SQUARE(-3) || ' ' || ROUND(CBRT(27), 9) || ' ' || FACTORIAL(5)", "9 3 120")]
    [InlineData("LOG(2, 8) || ' ' || ROUND(LN(EXP(1)), 10) || ' ' || POWER(2, -1)", "3 1 0.5")]
    [InlineData("ROUND(SIN(PI() / 2) + COS(0) + TAN(0) + ATAN2(0, 1), 9)", "2")]
    [InlineData("ROUND(DEGREES(PI()), 9) || ' ' || ROUND(RADIANS(180), 4)", "180 3.1416")]
    [InlineData("UNIFORM(1, 10, 42) BETWEEN 1 AND 10 AND UNIFORM(1, 10, 42) = UNIFORM(1, 10, 42)", "true")]
    [InlineData("UNIFORM(0::FLOAT, 1, 7) BETWEEN 0 AND 1 AND ABS(NORMAL(0, 1, 7)) < 10", "true")]
    [InlineData("LENGTH(RANDSTR(12, 3)) || (RANDSTR(12, 3) = RANDSTR(12, 4))", "12false")]
    [InlineData("HEX_ENCODE('aé') || HEX_ENCODE('z', 0) || HEX_DECODE_STRING('61C3A9')", "61C3A97aaé")]
    [InlineData("BASE64_ENCODE('HELLO') || BASE64_DECODE_STRING('SEVMTE8=')", "SEVMTE8=HELLO")]
    [InlineData("BASE64_ENCODE(TO_BINARY('3F3F3F3E3E3E'), 4, '-_')", "Pz8_\nPj4-")]
    [InlineData("TRY_BASE64_DECODE_STRING('!') IS NULL AND TRY_HEX_DECODE_BINARY('0') IS NULL", "true")]
    [InlineData("TO_CHAR(TO_BINARY('SEVMTE8=', 'BASE64'), 'UTF-8') || TO_CHAR(TO_BINARY('hi', 'UTF-8'), 'BASE64')", "HELLOaGk=")]
    public Task Functions_AgreeWithTheDocumentation(string expression, string? expected) => CheckAsync(expression, expected);

    [Fact]
    public async Task Uniform_OverRandom_IsSpreadEvenly()
    {
        var counts = await ColumnAsync(
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 2000) SELECT COUNT(*) FROM (SELECT UNIFORM(1, 4, n) AS u "
            + "FROM r) GROUP BY u ORDER BY u");
        Assert.Equal(4, counts.Count);
        Assert.All(counts, c => Assert.InRange(int.Parse(c!, System.Globalization.CultureInfo.InvariantCulture), 400, 600));
    }

    private async Task CheckAsync(string expression, string? expected) => Assert.Equal(expected, await ValueAsync($"SELECT ({expression})::VARCHAR"));
}
