namespace CortexSharp.Rest.Tests.Sql;

public class CellReaderTests
{
    public static TheoryData<string, int?, string, object> Cells => new()
    {
        { "text", null, "a \\\"b\\\" \\u00e9😀", "a \"b\" é😀" },
        { "TEXT", null, "", "" },
        { "FIXED", 0, "42", 42L },
        { "fixed", null, "-9223372036854775808", long.MinValue },
        { "FIXED", 0, "9223372036854775808", 9223372036854775808m },
        { "FIXED", 0, "99999999999999999999999999999999999999", "99999999999999999999999999999999999999" },
        { "FIXED", 2, "1.50", 1.50m },
        { "FIXED", 2, "-0.05", -0.05m },
        { "FIXED", 37, "0.1234567890123456789012345678901234567", "0.1234567890123456789012345678901234567" },
        { "DECFLOAT", null, "12345.6789", 12345.6789m },
        { "DECFLOAT", null, "1.5E-30", "1.5E-30" },
        { "DECFLOAT", null, "123456789012345678901234567890123456.78", "123456789012345678901234567890123456.78" },
        { "REAL", null, "1.5e-7", 1.5e-7 },
        { "real", null, "3", 3.0 },
        { "REAL", null, "inf", double.PositiveInfinity },
        { "REAL", null, "-inf", double.NegativeInfinity },
        { "REAL", null, "NaN", double.NaN },
        { "BOOLEAN", null, "true", true },
        { "boolean", null, "FALSE", false },
        { "BOOLEAN", null, "1", true },
        { "BINARY", null, "0001fEFf", new byte[] { 0, 1, 254, 255 } },
        { "BINARY", null, "", Array.Empty<byte>() },
        { "BINARY", null, "xyz", "xyz" },
        { "DATE", null, "18262", new DateTime(2020, 1, 1) },
        { "DATE", null, "-1", new DateTime(1969, 12, 31) },
        { "DATE", null, "99999999", "99999999" },
        { "TIME", null, "82919.000000000", new TimeSpan(23, 1, 59) },
        { "TIME", null, "0.123456789", new TimeSpan(1234567) },
        { "TIMESTAMP_NTZ", null, "1616173619.000000000", new DateTime(2021, 3, 19, 17, 6, 59) },
        { "timestamp_ntz", null, "1616173619.123456700", new DateTime(2021, 3, 19, 17, 6, 59).AddTicks(1234567) },
        { "TIMESTAMP_NTZ", null, "-1.500000000", new DateTime(1969, 12, 31, 23, 59, 58, 500) },
        { "TIMESTAMP_NTZ", null, "-0.500000050", new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(4999999) },
        { "TIMESTAMP_NTZ", null, "1616173619", new DateTime(2021, 3, 19, 17, 6, 59) },
        { "TIMESTAMP_NTZ", null, "1616173619123456700", new DateTime(2021, 3, 19, 17, 6, 59).AddTicks(1234567) },
        { "TIMESTAMP_NTZ", null, "-62135596800.000000000", DateTime.MinValue },
        { "TIMESTAMP_NTZ", null, "253402300799.999999999", DateTime.MaxValue },
        { "TIMESTAMP_NTZ", null, "253402300800.000000000", "253402300800.000000000" },
        { "TIMESTAMP_NTZ", null, "2021-03-19 17:06:59", "2021-03-19 17:06:59" },
        { "TIMESTAMP_NTZ", null, "1.0000000001", "1.0000000001" },
        { "TIMESTAMP_LTZ", null, "1616173619.000000000", new DateTimeOffset(2021, 3, 19, 17, 6, 59, TimeSpan.Zero) },
        { "TIMESTAMP_TZ", null, "1616173619.000000000 960", new DateTimeOffset(2021, 3, 19, 9, 6, 59, TimeSpan.FromHours(-8)) },
        { "TIMESTAMP_TZ", null, "1616173619000000000 1770", new DateTimeOffset(2021, 3, 19, 22, 36, 59, TimeSpan.FromHours(5.5)) },
        { "TIMESTAMP_TZ", null, "1616173619.000000000 9999", "1616173619.000000000 9999" },
        { "TIMESTAMP_TZ", null, "1616173619.000000000", "1616173619.000000000" },
        { "VARIANT", null, "{\\n  \\\"a\\\": 1\\n}", "{\n  \"a\": 1\n}" },
        { "array", null, "[1,2]", "[1,2]" },
        { "VECTOR", null, "[0.5,1.0]", "[0.5,1.0]" },
        { "FILE_OF_THE_FUTURE", null, "x", "x" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Rows_CellOfEachType_BecomesItsClrValue(string type, int? scale, string cell, object expected)
    {
        var value = await ReadAsync(type, scale, $"\"{cell}\"");
        Assert.Equal(expected, value);
        Assert.IsType(expected.GetType(), value);
        if (expected is decimal number)
            Assert.Equal(number.Scale, ((decimal)value!).Scale);
        if (expected is DateTimeOffset time)
            Assert.Equal(time.Offset, ((DateTimeOffset)value!).Offset);
    }

    [Theory]
    [InlineData("TEXT")]
    [InlineData("FIXED")]
    [InlineData("TIMESTAMP_TZ")]
    [InlineData("BOOLEAN")]
    public async Task Rows_NullCell_IsNull(string type) => Assert.Null(await ReadAsync(type, null, "null"));

    [Theory]
    [InlineData("FIXED", "7", 7L)]
    [InlineData("BOOLEAN", "true", true)]
    [InlineData("TEXT", "7.5", "7.5")]
    public async Task Rows_CellThatIsNoText_IsReadAllTheSame(string type, string cell, object expected) =>
        Assert.Equal(expected, await ReadAsync(type, null, cell));

    private static async Task<object?> ReadAsync(string type, int? scale, string cell)
    {
        var server = new ScriptedServer().Then(
            Replies.Result(
                $$"""[{"name":"A","type":"{{type}}","scale":{{scale?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}]""",
                $"[[{cell}]]"));
        await using var result = await Executors.Create(server).ExecuteAsync(Executors.Select, Executors.Reading);
        return Assert.Single(await result.Rows.ToListAsync())[0];
    }
}
