using System.Globalization;
using System.Numerics;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>A value of a NUMBER: so many units of 10^-scale.</summary>
internal readonly record struct Exact(BigInteger Units, int Scale) : IComparable<Exact>
{
    public static Exact Of(long value) => new(value, 0);

    /// <summary>Reads decimal digits, with a sign and a point at most.</summary>
    public static Exact? Parse(string text)
    {
        var unsigned = text.TrimStart('-', '+');
        var point = unsigned.IndexOf('.', StringComparison.Ordinal);
        var digits = unsigned.Replace(".", "", StringComparison.Ordinal);
        if (text.Length - unsigned.Length > 1 || digits.Length == 0 || !digits.All(char.IsAsciiDigit) || unsigned.Count(c => c == '.') > 1)
            return null;
        var units = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return new(text.StartsWith('-') ? -units : units, point < 0 ? 0 : unsigned.Length - point - 1);
    }

    /// <summary>The value with another scale, rounded half away from zero.</summary>
    public Exact Rescale(int scale) =>
        scale >= Scale ? new(Units * BigInteger.Pow(10, scale - Scale), scale) : Quotient(Units, BigInteger.Pow(10, Scale - scale), scale);

    /// <summary>A quotient rounded half away from zero.</summary>
    public static Exact Quotient(BigInteger dividend, BigInteger divisor, int scale)
    {
        var twice = (BigInteger.Abs(dividend) * 2 / BigInteger.Abs(divisor)) + 1;
        return new(twice / 2 * dividend.Sign * divisor.Sign, scale);
    }

    public double ToDouble() => double.Parse(ToString(), CultureInfo.InvariantCulture);

    public int CompareTo(Exact other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return Rescale(scale).Units.CompareTo(other.Rescale(scale).Units);
    }

    public override string ToString()
    {
        var digits = BigInteger.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return (Units.Sign < 0 ? "-" : "") + (Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}");
    }
}
