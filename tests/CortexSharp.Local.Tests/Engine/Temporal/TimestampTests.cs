using CortexSharp.Local.Engine.Temporal;

namespace CortexSharp.Local.Tests.Engine.Temporal;

/// <summary>Laws of stored times, over random ones of all years.</summary>
public sealed class TimestampTests
{
    private const int Cases = 5_000;

    private readonly Random _random = new(20_240_229);

    [Fact]
    public void Text_ReadsBackAndSortsAsTimeDoes()
    {
        for (var i = 0; i < Cases; i++)
        {
            var (a, b) = (Any(), Any());
            Assert.Equal(a, Timestamp.Parse(a.ToString()));
            Assert.Equal(a.SinceEpoch.CompareTo(b.SinceEpoch), Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())));
            Assert.Equal(a, Timestamp.FromEpoch(a.SinceEpoch));
            Assert.Equal(a with { Time = a.Time / 100 * 100 }, Timestamp.FromDateTime(a.ToDateTime()));
        }
    }

    [Fact]
    public void ZonedText_ReadsBackAndSortsByInstant()
    {
        for (var i = 0; i < Cases; i++)
        {
            var (a, b) = (new ZonedTimestamp(Any(), _random.Next(-840, 841)), new ZonedTimestamp(Any(), _random.Next(-840, 841)));
            Assert.Equal(a, ZonedTimestamp.Parse(a.ToString()));
            Assert.Equal(a.Instant.SinceEpoch.CompareTo(b.Instant.SinceEpoch), Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())));
        }
    }

    [Theory]
    [InlineData(DatePart.Year)]
    [InlineData(DatePart.Quarter)]
    [InlineData(DatePart.Month)]
    [InlineData(DatePart.Week)]
    [InlineData(DatePart.Day)]
    [InlineData(DatePart.Hour)]
    [InlineData(DatePart.Second)]
    [InlineData(DatePart.Microsecond)]
    internal void Units_AreAddedCountedAndCutOffAlike(DatePart part)
    {
        for (var i = 0; i < Cases; i++)
        {
            var time = new Timestamp(_random.Next(-300_000, 300_000), _random.NextInt64(Timestamp.NanosecondsPerDay));
            var count = _random.Next(-1_000, 1_001);
            var sum = DateArithmetic.Add(part, count, time);
            Assert.Equal(count, DateArithmetic.Difference(part, time, sum));
            Assert.Equal(-count, DateArithmetic.Difference(part, sum, time));
            var start = DateArithmetic.Truncate(part, time);
            Assert.True(start.SinceEpoch <= time.SinceEpoch);
            Assert.Equal(0, DateArithmetic.Difference(part, start, time));
            Assert.Equal(1, DateArithmetic.Difference(part, start.AddNanoseconds(-1), time));
        }
    }

    [Theory]
    [InlineData("YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM")]
    [InlineData("DY, DD MON YYYY HH12:MI:SS.FF AM TZHTZM")]
    [InlineData("\"at\" H24:ME:S.FF, D/MO/YYYY TZHTZM")]
    [InlineData("YYYYMMDDHH24MISSFF9TZHTZM")]
    public void Formats_ReadWhatTheyWrite(string text)
    {
        var format = TimestampFormat.Of(text);
        for (var i = 0; i < Cases; i++)
        {
            var (time, offset) = (Any(), _random.Next(-719, 720));
            Assert.True(format.TryRead(format.Write(time, offset), out var read), format.Write(time, offset));
            Assert.Equal(new ReadTimestamp(time, offset), read);
        }
    }

    [Fact]
    public void AutoFormat_OfAnyText_AnswersOrDeclines()
    {
        const string Characters = "0123456789-/:. TZ+,MonJanFebAPM";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(_random.GetItems(Characters.AsSpan(), _random.Next(30)));
            if (!AutoFormat.TryRead(text, out var value))
                continue;
            Assert.InRange(value.WallClock.Day, Timestamp.FirstDay, Timestamp.LastDay);
            Assert.InRange(value.WallClock.Time, 0, Timestamp.NanosecondsPerDay - 1);
        }
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("UTC")]
    public void Zones_ReadTheirClocksBack(string name)
    {
        var zone = TimeZones.Find(name);
        for (var i = 0; i < Cases; i++)
        {
            var local = zone.At(new Timestamp(_random.Next(0, 30_000), _random.NextInt64(Timestamp.NanosecondsPerDay)));
            var read = zone.Read(local.WallClock);
            // Where a clock shows a time twice, the first instant is meant; everywhere else there is but one.
            Assert.Equal(local.WallClock, read.WallClock);
            Assert.InRange(local.Instant.SinceEpoch - read.Instant.SinceEpoch, 0, 3_600_000_000_000);
            Assert.Equal(read, zone.At(read.Instant));
        }
    }

    private Timestamp Any() => new(_random.NextInt64(Timestamp.FirstDay + 1, Timestamp.LastDay), _random.Next(3) switch
    {
        0 => 0,
        1 => _random.NextInt64(86_400) * Timestamp.NanosecondsPerSecond,
        _ => _random.NextInt64(Timestamp.NanosecondsPerDay),
    });
}
