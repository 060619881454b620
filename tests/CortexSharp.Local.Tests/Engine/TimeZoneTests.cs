namespace CortexSharp.Local.Tests.Engine;

/// <summary>The session's time zone, and clocks that are put forward and back.</summary>
public sealed class TimeZoneTests()
    : EngineTest(new() { TimeZone = "America/Los_Angeles", TimeProvider = new FixedTime(new(2024, 7, 2, 5, 6, 7, TimeSpan.Zero)) })
{
    [Theory]
    [InlineData("'2024-01-01 10:00:00'::TIMESTAMP_LTZ", "2024-01-01 10:00:00.000 -0800")]
    [InlineData("'2024-07-01 10:00:00'::TIMESTAMP_LTZ", "2024-07-01 10:00:00.000 -0700")]
    [InlineData("'2024-07-01 10:00:00 +0000'::TIMESTAMP_LTZ", "2024-07-01 03:00:00.000 -0700")]
    [InlineData("'2024-07-01 10:00:00 +0000'::TIMESTAMP_LTZ::TIMESTAMP_NTZ", "2024-07-01 03:00:00.000")]
    [InlineData("'2024-07-01 10:00:00 +0000'::TIMESTAMP_TZ::TIMESTAMP_NTZ", "2024-07-01 10:00:00.000")]
    [InlineData("'2024-07-01 05:00:00 +0000'::TIMESTAMP_LTZ::DATE", "2024-06-30")]
    [InlineData("'2024-07-01'::DATE::TIMESTAMP_TZ", "2024-07-01 00:00:00.000 -0700")]
    [InlineData("'2024-07-01'::DATE = '2024-07-01 00:00:00 -0700'::TIMESTAMP_TZ", "true")]
    [InlineData("'2024-07-01 07:00:00'::TIMESTAMP_NTZ = '2024-07-01 14:00:00 +0000'::TIMESTAMP_LTZ", "true")]
    [InlineData("0::TIMESTAMP_NTZ", "1970-01-01 00:00:00.000")]
    [InlineData("PARSE_JSON('0')::TIMESTAMP_NTZ", "1969-12-31 16:00:00.000")]
    [InlineData("CURRENT_DATE", "2024-07-01")]
    [InlineData("CURRENT_TIME", "22:06:07")]
    [InlineData("CURRENT_TIMESTAMP", "2024-07-01 22:06:07.000 -0700")]
    [InlineData("SYSDATE()", "2024-07-02 05:06:07.000")]
    [InlineData("CURRENT_TIMESTAMP = GETDATE() AND LOCALTIMESTAMP = CURRENT_TIMESTAMP(9)", "true")]
    public Task Session_ReadsAndShowsItsZone(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("DATEADD(day, 1, '2024-03-09 12:00:00'::TIMESTAMP_LTZ)", "2024-03-10 12:00:00.000 -0700")]
    [InlineData("DATEADD(hour, 24, '2024-03-09 12:00:00'::TIMESTAMP_LTZ)", "2024-03-10 13:00:00.000 -0700")]
    [InlineData("DATEDIFF(hour, '2024-03-10 00:00:00'::TIMESTAMP_LTZ, '2024-03-11 00:00:00'::TIMESTAMP_LTZ)", "23")]
    [InlineData("DATEDIFF(hour, '2024-03-10 00:00:00'::TIMESTAMP_NTZ, '2024-03-11 00:00:00'::TIMESTAMP_NTZ)", "24")]
    [InlineData(
        "'2024-03-10 02:30:00'::TIMESTAMP_LTZ", "2024-03-10 03:30:00.000 -0700")] // does not exist: read by the clock that was not put forward yet
    [InlineData("'2024-11-03 01:30:00'::TIMESTAMP_LTZ", "2024-11-03 01:30:00.000 -0700")] // comes twice: the first
    [InlineData("DATE_TRUNC(hour, '2024-11-03 09:45:00 +0000'::TIMESTAMP_LTZ)", "2024-11-03 01:00:00.000 -0800")] // the second keeps its place
    [InlineData("DATE_TRUNC(day, '2024-11-03 12:00:00'::TIMESTAMP_LTZ)", "2024-11-03 00:00:00.000 -0700")]
    public Task DaylightSaving_IsMinded(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("CONVERT_TIMEZONE('America/Los_Angeles', 'America/New_York', '2024-01-01 14:00:00'::TIMESTAMP_NTZ)", "2024-01-01 17:00:00.000")]
    [InlineData("CONVERT_TIMEZONE('Europe/Warsaw', 'UTC', '2024-01-01 00:00:00'::TIMESTAMP_NTZ)", "2023-12-31 23:00:00.000")]
    [InlineData("CONVERT_TIMEZONE('America/Los_Angeles', '2024-04-05 12:00:00 +02:00')", "2024-04-05 03:00:00.000 -0700")]
    [InlineData("CONVERT_TIMEZONE('UTC', '2024-04-05 09:00:00'::TIMESTAMP_LTZ)", "2024-04-05 16:00:00.000 +0000")]
    [InlineData("CONVERT_TIMEZONE('UTC', '2024-04-05 12:00:00'::TIMESTAMP_NTZ)", "2024-04-05 19:00:00.000 +0000")]
    [InlineData("CONVERT_TIMEZONE('UTC', '2024-04-05'::DATE)", "2024-04-05 07:00:00.000 +0000")]
    [InlineData("CONVERT_TIMEZONE('Asia/Kathmandu', CURRENT_TIMESTAMP())", "2024-07-02 10:51:07.000 +0545")]
    public Task ConvertTimezone_MovesClocks(string expression, string expected) => CheckAsync(expression, expected);

    [Fact]
    public async Task LocalTimestamps_ReachTheCallerWithTheZonesOffset()
    {
        var row = (await RowsAsync("SELECT '2024-07-01 10:00:00 +0000'::TIMESTAMP_LTZ"))[0];
        Assert.Equal(TimeSpan.FromHours(-7), Assert.IsType<DateTimeOffset>(row[0]).Offset);
    }

    [Fact]
    public void Option_OfAnUnknownZone_Fails() =>
        Assert.Contains(
            "Mars/Olympus", Assert.ThrowsAny<Exception>(() => new LocalCortex(new() { TimeZone = "Mars/Olympus" })).Message,
            StringComparison.Ordinal);

    private async Task CheckAsync(string expression, string expected) => Assert.Equal(expected, await ValueAsync($"SELECT ({expression})::VARCHAR"));

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
