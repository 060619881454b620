namespace CortexSharp.Local.Tests.Engine;

/// <summary>Which types meet in which, and what a VARIANT becomes.</summary>
public sealed class CoercionTests : EngineTest
{
    [Theory]
    [InlineData("COALESCE('17', 1)", "17.00000")]
    [InlineData("COALESCE(NULL, '2024-01-01', CURRENT_DATE)", "2024-01-01")]
    [InlineData("CASE WHEN TRUE THEN '2024-01-01'::DATE ELSE '2024-01-02 03:04:05'::TIMESTAMP END", "2024-01-01 00:00:00.000")]
    [InlineData("CASE WHEN TRUE THEN '2024-01-01'::TIMESTAMP ELSE '2024-01-02 00:00 +0100'::TIMESTAMP_TZ END", "2024-01-01 00:00:00.000 +0000")]
    [InlineData("IFF(TRUE, 1, 2.5::FLOAT)", "1")]
    [InlineData("IFF(TRUE, 1.5, '2')", "1.50000")]
    [InlineData("'2024-01-01' = '2024-01-01'::DATE", "true")]
    [InlineData("'2024-01-02' > '2024-01-01 23:00'::TIMESTAMP", "true")]
    [InlineData("'on' = TRUE AND TRUE = 'y' AND 1 = TRUE AND 0.0 = FALSE", "true")]
    [InlineData("'1.50' = 1.5 AND 1.5 = 1.50 AND 1 = 1.0::FLOAT", "true")]
    [InlineData("9007199254740993 = 9007199254740992::FLOAT", "false")]
    [InlineData("2 BETWEEN '1' AND '3.5' AND '2' IN (1, 2.0)", "true")]
    [InlineData("CONCAT(1.50, TRUE, '2024-01-01'::DATE, NULL)", null)]
    [InlineData("CONCAT(1.50, TRUE, '2024-01-01'::DATE)", "1.50true2024-01-01")]
    [InlineData("UPPER(1.50) || LENGTH(TRUE)", "1.504")]
    [InlineData("ABS('-3.25') + SQRT('16')", "7.25")]
    [InlineData("YEAR('2024-05-06') + MONTH('2024-05-06 07:08')", "2029")]
    [InlineData(
        "'t'::BOOLEAN AND 'YES'::BOOLEAN AND 'On'::BOOLEAN AND '1'::BOOLEAN AND NOT 'off'::BOOLEAN AND 2::BOOLEAN AND NOT 0.0::BOOLEAN", "true")]
    public Task Types_MeetAsInSnowflake(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("PARSE_JSON('\"x\"')::STRING", "x")]
    [InlineData("PARSE_JSON('{\"a\":[1]}')::STRING", "{\"a\":[1]}")]
    [InlineData("PARSE_JSON('12.345')::NUMBER(10,2)", "12.35")]
    [InlineData("PARSE_JSON('\"12\"')::NUMBER", "12")]
    [InlineData("PARSE_JSON('true')::NUMBER", "1")]
    [InlineData("PARSE_JSON('1e3')::INTEGER", "1000")]
    [InlineData("PARSE_JSON('\"1.5\"')::FLOAT", "1.5")]
    [InlineData("PARSE_JSON('\"yes\"')::BOOLEAN AND PARSE_JSON('1')::BOOLEAN", "true")]
    [InlineData("PARSE_JSON('\"2024-01-31\"')::DATE", "2024-01-31")]
    [InlineData("PARSE_JSON('\"31536000\"')::DATE", "1971-01-01")]
    [InlineData("PARSE_JSON('1700000000')::TIMESTAMP_TZ", "2023-11-14 22:13:20.000 +0000")]
    [InlineData("PARSE_JSON('1700000000000')::TIMESTAMP_NTZ", "2023-11-14 22:13:20.000")] // by its size, unlike a NUMBER
    [InlineData("PARSE_JSON('\"10:20:30\"')::TIME", "10:20:30")]
    [InlineData("PARSE_JSON('null')::DATE", null)]
    [InlineData("PARSE_JSON('null')::NUMBER", null)]
    [InlineData("TO_VARIANT('2024-01-02 03:04:05.123456789'::TIMESTAMP)::TIMESTAMP = '2024-01-02 03:04:05.123456789'::TIMESTAMP", "true")]
    [InlineData("TO_VARIANT('10:20:30.25'::TIME)::TIME = '10:20:30.25'::TIME", "true")]
    [InlineData("TO_JSON(TO_VARIANT('10:20:30'::TIME))", "\"10:20:30\"")]
    [InlineData(
        "TO_JSON(TO_VARIANT('2024-01-02'::TIMESTAMP)) || TO_JSON(TO_VARIANT('2024-01-02'::DATE))", "\"2024-01-02 00:00:00.000\"\"2024-01-02\"")]
    [InlineData("TO_JSON(TO_VARIANT(1.50)) || TO_JSON(TO_VARIANT(TRUE)) || TO_JSON(TO_VARIANT(2.5::FLOAT))", "1.5true2.5")]
    public Task Variant_Becomes(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("PARSE_JSON('3') = 3 AND PARSE_JSON('3.0') = 3 AND PARSE_JSON('\"3\"') = 3", "true")]
    [InlineData("PARSE_JSON('0.1') = 0.1 AND PARSE_JSON('10') > PARSE_JSON('9')", "true")]
    [InlineData("PARSE_JSON('9007199254740993') = 9007199254740992", "false")]
    [InlineData("PARSE_JSON('\"b\"') > 'a' AND PARSE_JSON('true') = TRUE", "true")]
    [InlineData("PARSE_JSON('\"2024-01-02\"') > '2024-01-01'::DATE", "true")]
    [InlineData("PARSE_JSON('true') = PARSE_JSON('\"true\"')", "false")]
    [InlineData("PARSE_JSON('1') = PARSE_JSON('\"1\"')", "false")]
    [InlineData("PARSE_JSON('{\"b\":1,\"a\":2}') = PARSE_JSON('{\"a\":2.0,\"b\":1}')", "true")]
    [InlineData("PARSE_JSON('null') IS NULL", "false")]
    [InlineData("IS_NULL_VALUE(PARSE_JSON('null')) AND NOT IS_NULL_VALUE(PARSE_JSON('0'))", "true")]
    [InlineData("IS_NULL_VALUE(NULL::VARIANT)", null)]
    [InlineData("PARSE_JSON('{\"n\":5}'):n + 1", "6")]
    public Task Variant_Compares(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("PARSE_JSON('\"x\"')::NUMBER", 100071, "to FIXED")]
    [InlineData("PARSE_JSON('{}')::FLOAT", 100071, "to REAL")]
    [InlineData("PARSE_JSON('\"maybe\"')::BOOLEAN", 100071, "to BOOLEAN")]
    [InlineData("PARSE_JSON('\"2024-02-30\"')::DATE", 100071, "to DATE")]
    [InlineData("PARSE_JSON('[1]')::TIMESTAMP_LTZ", 100071, "to TIMESTAMP_LTZ")]
    [InlineData("PARSE_JSON('\"x\"') > 5", 100071, "to REAL")]
    [InlineData("COALESCE('foo', 1)", 100038, "'foo'")]
    [InlineData("'2024' = CURRENT_DATE AND 'x' = CURRENT_DATE", 100040, "'x'")]
    [InlineData("CURRENT_DATE + CURRENT_TIMESTAMP", 1015, "arithmetic")]
    [InlineData("CASE WHEN TRUE THEN 1 ELSE CURRENT_DATE END", 1015, "NUMBER(1,0)")]
    [InlineData("CURRENT_TIME::TIMESTAMP", 1007, "CAST(TIME(9) AS")]
    [InlineData("'1e99999999'::NUMBER", 100039, "out of range")]
    public async Task Errors_NameTheValueOrTheTypes(string expression, int code, string text)
    {
        var error = await FailAsync($"SELECT {expression}");
        Assert.Equal(code, error.ErrorCode);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private async Task CheckAsync(string expression, string? expected) => Assert.Equal(expected, await ValueAsync($"SELECT ({expression})::VARCHAR"));
}
