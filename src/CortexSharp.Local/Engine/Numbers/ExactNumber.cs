using System.Globalization;
using System.Numerics;
using CortexSharp.Local.Engine.Runtime;

namespace CortexSharp.Local.Engine.Numbers;

/// <summary>A decimal number of any scale, as a count of 10^-scale units.</summary>
internal readonly record struct ExactNumber(Int128 Units, int Scale)
{
    /// <summary>Reads digits with a sign, a point and an exponent, as far as they are there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number; digits behind the 30th after the point are rounded.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactNumber value)
    {
        value = default;
        var exponentAt = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        // Beyond this a value is out of any range, or zero to all 30 places, and its digits need not be written out.
        exponent = Math.Clamp(exponent, -20_000, 20_000);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        // The point alone is no number, and nothing but digits may follow it.
        var isClean = digits.Length <= 10_000 && (point < 0 || !mantissa[(point + 1)..].ContainsAnyExceptInRange('0', '9'));
        if (!isClean || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units))
            return false;
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        if (scale < 0 || scale > 30)
        {
            var target = scale < 0 ? 0 : 30;
            units = scale < 0 ? units * BigInteger.Pow(10, -scale) : RoundedQuotient(units, BigInteger.Pow(10, scale - target));
            scale = target;
        }

        if (BigInteger.Abs(units) >= BigInteger.Pow(10, 38))
        {
            // More digits than a NUMBER has, but perhaps only behind the point.
            var drop = Math.Min(scale, (int)Math.Ceiling(BigInteger.Log10(BigInteger.Abs(units))) - 37);
            (units, scale) = (RoundedQuotient(units, BigInteger.Pow(10, drop)), scale - drop);
            if (BigInteger.Abs(units) >= BigInteger.Pow(10, 38))
                throw SqlErrors.NumberOutOfRange(text.ToString());
        }

        value = new((Int128)units, scale);
        return true;
    }

    /// <summary>A double by the shortest digits that read back the same; null for infinities, NaN and what is too large.</summary>
    public static ExactNumber? FromDouble(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 1e30 && TryParse(value.ToString("R", CultureInfo.InvariantCulture), out var exact) ? exact : null;

    /// <summary>The number at another scale, rounded half away from zero.</summary>
    public ExactNumber At(int scale) => new(NumberRuntime.Rounded(Units, Scale, scale), scale);

    /// <summary>The number without its sign.</summary>
    public ExactNumber Absolute() => this with { Units = Int128.Abs(Units) };

    /// <summary>All digits, zeros at the end included.</summary>
    public override string ToString() => JsonText.Decimal(Units, Scale);

    private static BigInteger RoundedQuotient(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        return BigInteger.Abs(remainder) * 2 >= divisor ? quotient + dividend.Sign : quotient;
    }
}
