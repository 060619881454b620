using System.Globalization;
using CortexSharp.Local.Engine.Numbers;

namespace CortexSharp.Local.Tests.Engine.Numbers;

/// <summary>Laws of numbers and their formats, over random ones.</summary>
public sealed class NumberFormatTests
{
    private const int Cases = 5_000;

    private readonly Random _random = new(38);

    [Theory]
    [InlineData("999,999,999,999.999999")]
    [InlineData("S000000000000.000000")]
    [InlineData("FM$999999999999D999999")]
    [InlineData("999G999G999G999.000000MI")]
    [InlineData("MI999999999990.999999")]
    [InlineData("TM9")]
    [InlineData("TM")]
    [InlineData("TME")]
    public void Formats_ReadWhatTheyWrite(string text)
    {
        var format = Assert.Single(NumberFormat.Of(text));
        for (var i = 0; i < Cases; i++)
        {
            var scale = _random.Next(7);
            var number = new ExactNumber(_random.NextInt64(-1_000_000_000_000, 1_000_000_000_000) / (long)Math.Pow(10, _random.Next(12)), scale);
            var written = format.Write(number);
            Assert.True(
                format.Read(written) is { } read && read.At(6).Units == number.At(6).Units,
                $"{number} was written as '{written}' and read as {format.Read(written)}");
        }
    }

    [Fact]
    public void ExactNumbers_ReadWhatDecimalsRead()
    {
        for (var i = 0; i < Cases; i++)
        {
            var expected = new decimal(_random.Next(), _random.Next(), _random.Next(1_000), _random.Next(2) == 0, (byte)_random.Next(20));
            Assert.True(ExactNumber.TryParse(expected.ToString(CultureInfo.InvariantCulture), out var read));
            Assert.Equal(expected.ToString(CultureInfo.InvariantCulture).TrimStart('-'), read.Absolute().ToString());
        }
    }

    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("-1.5E-2", "-0.015")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e-50000000", "0.000000000000000000000000000000")]
    public void ExactNumbers_HavePointsAndExponents(string text, string expected)
    {
        Assert.True(ExactNumber.TryParse(text, out var read));
        Assert.Equal(expected, read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1.-5")]
    [InlineData("--1")]
    [InlineData("1 000")]
    [InlineData("0x10")]
    [InlineData("1e5.5")]
    public void ExactNumbers_OfOtherTexts_AreNone(string text) => Assert.False(ExactNumber.TryParse(text, out _));

    [Theory]
    [InlineData("9-9")]
    [InlineData("99EE")]
    [InlineData("FX99")]
    [InlineData("TM9(6,3)")]
    [InlineData("TM99")]
    [InlineData("9.9.9")]
    [InlineData("abc")]
    [InlineData("")]
    public void Formats_ThatAreNotKnown_AreRefusedByName(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<LocalSqlException>(() => NumberFormat.Of(text)).Message, StringComparison.Ordinal);
}
