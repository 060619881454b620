namespace CortexSharp.Local.Tests.Engine;

/// <summary>
/// Dates, times and timestamps in the default time zone, UTC. Where Snowflake's documentation prints a result, it is the expected one.
/// </summary>
public sealed class TemporalTests : EngineTest
{
    [Theory]
    [InlineData("DATEADD(day, -1, '0001-01-02'::DATE)", "0001-01-01")]
    [InlineData("DATEADD(month, 1, '9999-11-30'::DATE)", "9999-12-30")]
    [InlineData("DATEDIFF(day, '0001-01-01'::DATE, '9999-12-31'::DATE)", "3652058")]
    [InlineData("DATEDIFF(year, '0001-01-01'::DATE, '9999-12-31'::DATE)", "9998")]
    [InlineData("DATE_TRUNC(month, '1500-02-17'::DATE)", "1500-02-01")]
    [InlineData("LAST_DAY('9999-12-01'::DATE)", "9999-12-31")]
    [InlineData("'9999-12-31'::TIMESTAMP", "9999-12-31 00:00:00.000")]
    [InlineData("'0001-01-01 00:00:00.000000001'::TIMESTAMP < '1970-01-01'::TIMESTAMP", "true")]
    [InlineData("'9999-12-31'::DATE > '2262-04-12'::TIMESTAMP", "true")]
    [InlineData("GREATEST('9999-12-31'::TIMESTAMP, '1600-01-01'::TIMESTAMP)", "9999-12-31 00:00:00.000")]
    [InlineData("DATEADD(hour, 1, '9999-12-31 22:00:00'::TIMESTAMP_TZ)", "9999-12-31 23:00:00.000 +0000")]
    public Task Range_IsTheYears1To9999(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("DATEADD(day, 1, '9999-12-31'::DATE)")]
    [InlineData("DATEADD(month, -1, '0001-01-01'::DATE)")]
    [InlineData("DATEADD(nanosecond, 1, '9999-12-31 23:59:59.999999999'::TIMESTAMP)")]
    [InlineData("DATEADD(year, 9223372036854775807, '2000-01-01'::DATE)")]
    [InlineData("DATEADD(week, 9223372036854775807, '2000-01-01'::DATE)")]
    [InlineData("TO_TIMESTAMP(9223372036854775807)")]
    public async Task Range_BeyondIt_Fails(string expression) =>
        Assert.Contains("out of range", (await FailAsync($"SELECT {expression}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("TO_VARCHAR('2024-01-02 03:04:05.123456789'::TIMESTAMP, 'FF9 FF6 FF3 FF0 FF')", "123456789 123456 123  123456789")]
    [InlineData("TO_CHAR('2024-01-02 15:04:05'::TIMESTAMP, 'YYYY-MM-DD\"T\"HH24:MI:SS.FF3')", "2024-01-02T15:04:05.000")]
    [InlineData("TO_CHAR('2024-01-02 15:04:05'::TIMESTAMP, '\"day \"DD\" of \"\"quotes\"\"\"')", "day 02 of \"quotes\"")]
    [InlineData("TO_CHAR('2024-01-02 15:04:05'::TIMESTAMP, 'DY MON DD YYYY HH12:MI AM')", "Tue Jan 02 2024 03:04 PM")]
    [InlineData("TO_CHAR('2024-01-02 00:04:05'::TIMESTAMP, 'MMMM YY HH12 PM')", "January 24 12 AM")]
    [InlineData("TO_CHAR('2024-01-02 05:04:03'::TIMESTAMP, 'yyyymmddhh24miss')", "20240102050403")]
    [InlineData("TO_CHAR('2024-01-02 05:04:03'::TIMESTAMP, 'D/MO H24:ME:S H12P')", "2/1 5:4:3 5A")]
    [InlineData("TO_CHAR('2024-01-02'::DATE, 'DD.MM.YYYY')", "02.01.2024")]
    [InlineData("TO_CHAR('13:02:03.5'::TIME, 'HH12:MI:SS.FF1 AM')", "01:02:03.5 PM")]
    [InlineData("TO_CHAR('2024-01-02 03:04:05 -0930'::TIMESTAMP_TZ, 'HH24 TZH TZHTZM TZH:TZM')", "03 -09 -0930 -09:30")]
    [InlineData("'2024-01-02 03:04:05.123456789'::TIMESTAMP::VARCHAR", "2024-01-02 03:04:05.123")]
    [InlineData("'2024-01-02 03:04:05 +0130'::TIMESTAMP_TZ::VARCHAR", "2024-01-02 03:04:05.000 +0130")]
    [InlineData("'2024-01-02 03:04:05 +0130'::TIMESTAMP_LTZ::VARCHAR", "2024-01-02 01:34:05.000 Z")]
    [InlineData("'03:04:05.999'::TIME::VARCHAR", "03:04:05")]
    [InlineData("MONTHNAME('2024-12-01'::DATE) || DAYNAME('2024-12-01'::DATE)", "DecSun")]
    public Task Output_FollowsTheFormat(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("TO_DATE('03/04/2024', 'DD/MM/YYYY')", "2024-04-03")]
    [InlineData("TO_DATE('3/4/24', 'MM/DD/YY')", "2024-03-04")]
    [InlineData("TO_DATE('1.2.71', 'DD.MM.YY')", "1971-02-01")]
    [InlineData("TO_DATE('20240131', 'YYYYMMDD')", "2024-01-31")]
    [InlineData("TO_DATE('2024-january-5', 'YYYY-MON-DD')", "2024-01-05")]
    [InlineData("TO_DATE('Feb 5, 2024', 'MMMM DD, YYYY')", "2024-02-05")]
    [InlineData("TO_DATE('2024-01-31', 'AUTO')", "2024-01-31")]
    [InlineData("TO_TIMESTAMP('04/05/2024 01:02:03', 'dd/mm/yyyy hh24:mi:ss')", "2024-05-04 01:02:03.000")]
    [InlineData("TO_TIMESTAMP('2024-01-02T03:04:05.25Z', 'YYYY-MM-DD\"T\"HH24:MI:SS.FF\"Z\"')", "2024-01-02 03:04:05.250")]
    [InlineData("TO_TIMESTAMP('12:30 AM 2024-01-02', 'HH12:MI AM YYYY-MM-DD')", "2024-01-02 00:30:00.000")]
    [InlineData("TO_TIMESTAMP_TZ('2024-01-02 03:04 +02:30', 'YYYY-MM-DD HH24:MI TZH:TZM')", "2024-01-02 03:04:00.000 +0230")]
    [InlineData("TO_TIME('3.45 pm', 'HH12.MI AM')", "15:45:00")]
    [InlineData("TRY_TO_DATE('31/02/2024', 'DD/MM/YYYY')", null)]
    [InlineData("TRY_TO_TIMESTAMP('x', 'YYYY')", null)]
    [InlineData("TRY_TO_TIME('25:00')", null)]
    public Task Input_FollowsTheFormat(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("'2013-04-28T20:57:01.123456789+07:00'::TIMESTAMP_TZ", "2013-04-28 20:57:01.123 +0700")]
    [InlineData("'2013-04-28 20:57:01.123456789+07'::TIMESTAMP_TZ", "2013-04-28 20:57:01.123 +0700")]
    [InlineData("'2013-04-28 20:57:01 +0700'::TIMESTAMP_TZ", "2013-04-28 20:57:01.000 +0700")]
    [InlineData("'2013-04-28T20:57:01Z'::TIMESTAMP_TZ", "2013-04-28 20:57:01.000 +0000")]
    [InlineData("'2013-04-28 20:57+07:00'::TIMESTAMP_TZ", "2013-04-28 20:57:00.000 +0700")]
    [InlineData("'2013-04-28T20'::TIMESTAMP", "2013-04-28 20:00:00.000")]
    [InlineData("'2013-4-8'::TIMESTAMP", "2013-04-08 00:00:00.000")]
    [InlineData("'2013-04-28 20:57:01 +0700'::TIMESTAMP_NTZ", "2013-04-28 20:57:01.000")]
    [InlineData("'Thu, 21 Dec 2000 16:01:07 +0200'::TIMESTAMP_TZ", "2000-12-21 16:01:07.000 +0200")]
    [InlineData("'Thu, 21 Dec 2000 04:01:07.123 PM'::TIMESTAMP", "2000-12-21 16:01:07.123")]
    [InlineData("'Mon Jul 08 18:09:51 +0000 2013'::TIMESTAMP_TZ", "2013-07-08 18:09:51.000 +0000")]
    [InlineData("'2/18/2008 02:36:48'::TIMESTAMP", "2008-02-18 02:36:48.000")]
    [InlineData("'17-DEC-1980'::DATE", "1980-12-17")]
    [InlineData("'12/17/1980'::DATE", "1980-12-17")]
    [InlineData("'2024-01-31 23:59:59'::DATE", "2024-01-31")]
    [InlineData("TO_DATE('31536000000')", "1971-01-01")]
    [InlineData("TO_DATE('20240131')", "1970-08-23")]
    [InlineData("TO_TIMESTAMP('31536000')", "1971-01-01 00:00:00.000")]
    [InlineData("TO_TIMESTAMP('31536000000000000')", "1971-01-01 00:00:00.000")]
    [InlineData("'07:57:01.5 PM'::TIME", "19:57:01")]
    [InlineData("'20:57'::TIME", "20:57:00")]
    [InlineData("TRY_TO_DATE('2019/01/02')", null)]
    [InlineData("TRY_TO_DATE('01-02-2019')", null)]
    [InlineData("TRY_TO_DATE('2023-02-29')", null)]
    public Task Input_WithoutFormat_IsRecognized(string expression, string? expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("TO_TIMESTAMP(31536000000)", "2969-05-03 00:00:00.000")] // a number counts seconds, unlike a text
    [InlineData("TO_TIMESTAMP(1.5)", "1970-01-01 00:00:01.500")]
    [InlineData("TO_TIMESTAMP_NTZ(40 * 365.25 * 86400)", "2010-01-01 00:00:00.000")]
    [InlineData("TO_TIMESTAMP_NTZ(40 * 365.25 * 86400 * 1000 + 456, 3)", "2010-01-01 00:00:00.456")]
    [InlineData("TO_TIMESTAMP(1000000000, 9)", "1970-01-01 00:00:01.000")]
    [InlineData("TO_TIMESTAMP(-1)", "1969-12-31 23:59:59.000")]
    [InlineData("DATE_FROM_PARTS(2024, 13, 0)", "2024-12-31")]
    [InlineData("DATE_FROM_PARTS(2010, -100, 100)", "2001-11-08")]
    [InlineData("TIME_FROM_PARTS(12, 55, 30)", "12:55:30")]
    [InlineData("TIME_FROM_PARTS(0, 100, 0)", "01:40:00")]
    [InlineData("TIMESTAMP_FROM_PARTS(2024, 1, 2, 3, 4, 5, 123456789)", "2024-01-02 03:04:05.123")]
    [InlineData("TIMESTAMP_NTZ_FROM_PARTS('2024-01-02'::DATE, '03:04:05'::TIME)", "2024-01-02 03:04:05.000")]
    [InlineData("TIMESTAMP_TZ_FROM_PARTS(2024, 7, 2, 3, 4, 5, 0, 'America/New_York')", "2024-07-02 03:04:05.000 -0400")]
    [InlineData("'2024-01-02 03:04:05.123456789'::TIMESTAMP(3)::TIMESTAMP = '2024-01-02 03:04:05.123'::TIMESTAMP", "true")]
    [InlineData("'2024-01-02 03:04:05.9'::TIMESTAMP_TZ(0)", "2024-01-02 03:04:05.000 +0000")]
    public Task Construction_TakesPartsAndNumbers(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("DATEADD(month, 1, '2024-01-31'::DATE)", "2024-02-29")]
    [InlineData("ADD_MONTHS('2024-02-29'::DATE, 1)", "2024-03-31")]
    [InlineData("ADD_MONTHS('2024-02-28 10:00:00'::TIMESTAMP, 1)", "2024-03-28 10:00:00.000")]
    [InlineData("DATEADD(hour, 2, '2024-01-31'::DATE)", "2024-01-31 02:00:00.000")]
    [InlineData("DATEADD(day, 1, '2024-01-31')", "2024-02-01 00:00:00.000")]
    [InlineData("DATEADD(hour, 2, '23:00'::TIME)", "01:00:00")]
    [InlineData("DATEADD(quarter, -1, '2024-01-31 00:00:00 +0200'::TIMESTAMP_TZ)", "2023-10-31 00:00:00.000 +0200")]
    [InlineData("DATEADD(day, 1.5, '2024-01-01'::DATE)", "2024-01-03")]
    [InlineData("'2024-01-31'::DATE + 1", "2024-02-01")]
    [InlineData("1 + '2024-01-31'::DATE - 2", "2024-01-30")]
    [InlineData("'2024-03-01'::DATE - '2024-02-01'::DATE", "29")]
    [InlineData("'2024-01-31'::DATE + INTERVAL '1 day'", "2024-02-01")]
    [InlineData("'2024-01-31 10:00:00'::TIMESTAMP - INTERVAL '2 hours, 3 minutes'", "2024-01-31 07:57:00.000")]
    [InlineData("INTERVAL '1 month, 1 day' + '2024-01-31'::DATE", "2024-03-01")]
    [InlineData("'2024-01-31'::DATE + INTERVAL '1 day, 1 month'", "2024-03-01")]
    [InlineData("'2024-01-31'::DATE + INTERVAL '2' MONTH - INTERVAL '1' day", "2024-03-30")]
    [InlineData("'2024-01-31 00:00:00'::TIMESTAMP + INTERVAL '90'", "2024-01-31 00:01:30.000")]
    public Task Addition_KeepsTheType(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("DATEDIFF(year, '2023-12-31'::DATE, '2024-01-01'::DATE)", "1")]
    [InlineData("DATEDIFF(quarter, '2024-03-31'::DATE, '2024-04-01'::DATE)", "1")]
    [InlineData("DATEDIFF(week, '2017-01-01'::DATE, '2017-01-02'::DATE)", "1")] // Sunday to Monday
    [InlineData("DATEDIFF(week, '2017-01-02'::DATE, '2017-01-08'::DATE)", "0")]
    [InlineData("DATEDIFF(hour, '2024-01-01 10:59:59'::TIMESTAMP, '2024-01-01 11:00:00'::TIMESTAMP)", "1")]
    [InlineData("DATEDIFF(second, '1969-12-31 23:59:59.9'::TIMESTAMP, '1970-01-01 00:00:00'::TIMESTAMP)", "1")]
    [InlineData("DATEDIFF(day, '2024-01-01', '2024-01-03 01:00')", "2")]
    [InlineData("DATEDIFF(minute, '10:00'::TIME, '11:30'::TIME)", "90")]
    [InlineData("DATEDIFF(nanosecond, '2024-01-01'::DATE, '2024-01-02'::DATE)", "86400000000000")]
    [InlineData("DATEDIFF(hour, '2024-01-01 02:00:00 +0200'::TIMESTAMP_TZ, '2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ)", "0")]
    [InlineData("MONTHS_BETWEEN('2019-03-31 01:00:00'::TIMESTAMP, '2019-02-28 13:00:00'::TIMESTAMP)", "1")]
    [InlineData("ROUND(MONTHS_BETWEEN('2019-03-01 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP), 6)", "0.549731")]
    [InlineData("ROUND(MONTHS_BETWEEN('2019-02-28'::DATE, '2019-03-30'::DATE), 6)", "-1.064516")]
    public Task Difference_CountsBoundaries(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("DATE_TRUNC('week', '2017-01-01'::DATE)", "2016-12-26")]
    [InlineData("DATE_TRUNC('quarter', '2024-05-06 07:08:09'::TIMESTAMP)", "2024-04-01 00:00:00.000")]
    [InlineData("DATE_TRUNC('minute', '2024-05-06 07:08:09.5 +0130'::TIMESTAMP_TZ)", "2024-05-06 07:08:00.000 +0130")]
    [InlineData("DATE_TRUNC('day', '2024-05-06 07:08:09.5 +0130'::TIMESTAMP_TZ)", "2024-05-06 00:00:00.000 +0130")]
    [InlineData("DATE_TRUNC('hour', '07:08:09'::TIME)", "07:00:00")]
    [InlineData("DATE_TRUNC('millisecond', '2024-05-06 07:08:09.123456'::TIMESTAMP) = '2024-05-06 07:08:09.123'::TIMESTAMP", "true")]
    [InlineData("TRUNC('2024-05-06'::DATE, 'month')", "2024-05-01")]
    [InlineData("LAST_DAY('2024-02-03'::DATE)", "2024-02-29")]
    [InlineData("LAST_DAY('2017-01-02'::DATE, 'week')", "2017-01-08")]
    [InlineData("LAST_DAY('2024-05-06 07:08:09'::TIMESTAMP, 'quarter')", "2024-06-30")]
    [InlineData("NEXT_DAY('2024-01-05'::DATE, 'fri')", "2024-01-12")]
    [InlineData("NEXT_DAY('2024-01-05'::DATE, 'Sa')", "2024-01-06")]
    [InlineData("PREVIOUS_DAY('2024-01-05'::DATE, 'friday')", "2023-12-29")]
    [InlineData("PREVIOUS_DAY('2024-01-05'::DATE, 'th')", "2024-01-04")]
    [InlineData("TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'END')", "2019-05-01")]
    [InlineData("TIME_SLICE('2018-08-01'::DATE, 2, 'WEEK', 'START')", "2018-07-23")]
    [InlineData("TIME_SLICE('2019-02-28T12:34:56.789'::TIMESTAMP_NTZ, 8, 'HOUR')", "2019-02-28 08:00:00.000")]
    [InlineData("TIME_SLICE('1969-12-31'::DATE, 15, 'YEAR')", "1955-01-01")]
    public Task Truncation_FindsBoundaries(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("EXTRACT(year FROM '2024-05-06'::DATE)", "2024")]
    [InlineData("DATE_PART(quarter, '2024-05-06'::DATE)", "2")]
    [InlineData("DAYOFWEEK('2017-01-01'::DATE) || DAYOFWEEKISO('2017-01-01'::DATE)", "07")]
    [InlineData("WEEK('2017-01-01'::DATE) || ' ' || YEAROFWEEK('2017-01-01'::DATE)", "52 2016")]
    [InlineData("WEEKISO('2016-01-01'::DATE) || ' ' || YEAROFWEEKISO('2016-01-01'::DATE)", "53 2015")]
    [InlineData("DAYOFYEAR('2024-12-31'::DATE)", "366")]
    [InlineData("DATE_PART(nanosecond, '2024-01-01 00:00:00.123456789'::TIMESTAMP)", "123456789")]
    [InlineData("DATE_PART(epoch_second, '1969-12-31 23:59:59.5'::TIMESTAMP)", "-1")]
    [InlineData("DATE_PART(epoch_millisecond, '1970-01-01 00:00:01.5 +0100'::TIMESTAMP_TZ)", "-3598500")]
    [InlineData("DATE_PART(epoch_microsecond, '9999-12-31'::TIMESTAMP)", "253402214400000000")]
    [InlineData("DATE_PART(timezone_hour, '2024-01-01 00:00:00 -0930'::TIMESTAMP_TZ)", "-9")]
    [InlineData("DATE_PART(tzm, '2024-01-01 00:00:00 -0930'::TIMESTAMP_TZ)", "-30")]
    [InlineData("HOUR('2024-01-01 05:00:00 -0930'::TIMESTAMP_TZ)", "5")]
    [InlineData("MINUTE('10:20:30'::TIME) + SECOND('2024-01-01 00:00:59')", "79")]
    public Task Parts_AreNumbers(string expression, string expected) => CheckAsync(expression, expected);

    [Theory]
    [InlineData("'2024-02-30'::DATE", 100040)]
    [InlineData("'2024-02-30'::TIMESTAMP", 100035)]
    [InlineData("'24:00'::TIME", 100108)]
    [InlineData("TO_DATE('2024-01-01', 'DD/MM/YYYY')", 100096)]
    [InlineData("TO_TIMESTAMP_LTZ('x', 'YYYY')", 100096)]
    [InlineData("DATEADD(fortnight, 1, '2024-01-01'::DATE)", 1015)]
    [InlineData("DATEADD(day, 1, '10:00'::TIME)", 1015)]
    [InlineData("YEAR(2024)", 1015)]
    [InlineData("TO_DATE(20240101)", 1015)]
    [InlineData("'2024-01-01'::TIMESTAMP + 1", 1015)]
    [InlineData("CURRENT_DATE + INTERVAL '1 fortnight'", 1015)]
    [InlineData("TRY_CAST(1 AS DATE)", 1065)]
    [InlineData("TRY_TO_DATE(CURRENT_TIMESTAMP)", 1065)]
    [InlineData("CONVERT_TIMEZONE('Mars/Olympus', '2024-01-01'::TIMESTAMP)", 100183)]
    [InlineData("CONVERT_TIMEZONE('../../etc/passwd', '2024-01-01'::TIMESTAMP)", 100183)]
    public async Task Errors_HaveSnowflakesCodes(string expression, int code) =>
        Assert.Equal(code, (await FailAsync($"SELECT {expression}")).ErrorCode);

    [Fact]
    public async Task Values_ReachTheCaller()
    {
        var row = (await RowsAsync(
            "SELECT '0001-01-01'::DATE, '23:59:59.9999999'::TIME, '9999-12-31 23:59:59.9999999'::TIMESTAMP, '2024-01-01 00:00:00.123456789 "
            + "+0530'::TIMESTAMP_TZ"))[0];
        Assert.Equal(DateTime.MinValue, row[0]);
        Assert.Equal(new TimeOnly(863_999_999_999).ToTimeSpan(), row[1]);
        Assert.Equal(DateTime.MaxValue, row[2]);
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, new(5, 30, 0)).AddTicks(1_234_567), row[3]);
    }

    [Fact]
    public async Task Values_RoundTripThroughBindsAndTables()
    {
        await DoAsync("CREATE TABLE t (d DATE, n TIMESTAMP_NTZ, l TIMESTAMP_LTZ, z TIMESTAMP_TZ)");
        var (date, clock, zoned) =
            (DateOnly.MaxValue, new DateTime(2024, 2, 29, 1, 2, 3).AddTicks(4), new DateTimeOffset(1600, 1, 1, 0, 0, 0, TimeSpan.FromHours(-8)));
        await DoAsync("INSERT INTO t VALUES (?, ?, ?, ?)", date, clock, zoned, zoned);
        var row = (await RowsAsync("SELECT * FROM t"))[0];
        Assert.Equal(new object[] { date.ToDateTime(default), clock, zoned, zoned }, new[] { row[0], row[1], row[2], row[3] });
        Assert.Equal(TimeSpan.FromHours(-8), ((DateTimeOffset)row[3]!).Offset);
    }

    [Fact]
    public async Task Timestamps_SortGroupAndAggregateByInstant()
    {
        await DoAsync(
            "CREATE TABLE t AS SELECT column1::TIMESTAMP_TZ AS z FROM VALUES ('9999-12-31 00:00 +0000'), ('2024-01-01 02:00 +0200'), ('2024-01-01 "
            + "00:00 +0000'), ('1500-01-01 00:00 -0500'), (NULL)");
        Assert.Equal(["1500", "2024", "2024", "9999", null], await ColumnAsync("SELECT TO_CHAR(z, 'YYYY') FROM t ORDER BY z"));
        Assert.Equal(["1", "2", "1", "1"], await ColumnAsync("SELECT COUNT(*) FROM t GROUP BY z ORDER BY z"));
        Assert.Equal("1500 9999", await ValueAsync("SELECT TO_CHAR(MIN(z), 'YYYY') || ' ' || TO_CHAR(MAX(z), 'YYYY') FROM t"));
    }

    private async Task CheckAsync(string expression, string? expected) => Assert.Equal(expected, await ValueAsync($"SELECT ({expression})::VARCHAR"));
}
