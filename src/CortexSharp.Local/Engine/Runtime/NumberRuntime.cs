using System.Globalization;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Arithmetic for which SQLite has no exact or no failing form. A NUMBER is a count of 10^-scale units.</summary>
internal static class NumberRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("number", a => Whole(a, 0)),
        new("mul", a => Multiply(Whole(a, 0), Whole(a, 1), (int)Whole(a, 2))),
        new("div", a => Divide(Whole(a, 0), Whole(a, 1), (int)Whole(a, 2))),
        new("mod", a => Whole(a, 1) == 0 ? throw SqlErrors.DivisionByZero() : Whole(a, 1) == -1 ? 0L : Whole(a, 0) % Whole(a, 1)),
        new("float_div", a => Double(a, 1) == 0 ? throw SqlErrors.DivisionByZero() : Double(a, 0) / Double(a, 1)),
        new("float_mod", a => Double(a, 1) == 0 ? throw SqlErrors.DivisionByZero() : Double(a, 0) % Double(a, 1)),
        .. new RuntimeFunction("rescale", a => Rescale(Whole(a, 0), (int)Whole(a, 1), (int)Whole(a, 2), (int)Whole(a, 3))).WithTry(),
        new("round_number", a => Round(a, static (value, unit) => RoundedQuotient(value, unit) * unit)),
        new("even_number", a => Round(a, static (value, unit) => EvenQuotient(value, unit) * unit)),
        new("trunc_number", a => Round(a, static (value, unit) => value / unit * unit)),
        new("floor_number", a => Round(a, static (value, unit) => Floor(value, unit))),
        new("ceil_number", a => Round(a, static (value, unit) => -Floor(-value, unit))),
        new("round_float", a => RoundFloat(a, static x => Math.Round(x, MidpointRounding.AwayFromZero))),
        new("even_float", a => RoundFloat(a, static x => Math.Round(x, MidpointRounding.ToEven))),
        new("trunc_float", a => RoundFloat(a, Math.Truncate)),
        new("floor_float", a => RoundFloat(a, Math.Floor)),
        new("ceil_float", a => RoundFloat(a, Math.Ceiling)),
        new("factorial", a => Factorial(Whole(a, 0))),
        new("width_bucket", a => WidthBucket(a, Whole(a, 3))),
    ];

    /// <summary>The argument as a double.</summary>
    public static double Double(object?[] arguments, int index) => Convert.ToDouble(arguments[index], CultureInfo.InvariantCulture);

    /// <summary>10 to a power.</summary>
    public static Int128 PowerOfTen(int power)
    {
        Int128 value = 1;
        for (; power > 0; power--)
            value *= 10;
        return value;
    }

    /// <summary>Fits a wide value into a NUMBER of so many digits.</summary>
    public static long Fit(Int128 value, int precision, int scale)
    {
        if (precision < 38 && Int128.Abs(value) >= PowerOfTen(precision))
            throw SqlErrors.NumberOutOfRange(JsonText.Number(value, scale));
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : throw SqlErrors.NumberOverflow();
    }

    /// <summary>Moves a value to another scale, rounding half away from zero.</summary>
    public static long Rescale(Int128 value, int from, int precision, int scale) =>
        Fit(Rounded(value, from, scale), precision, scale);

    /// <summary>A value at another scale, rounded half away from zero.</summary>
    /// <exception cref="LocalSqlException">It is too large there.</exception>
    public static Int128 Rounded(Int128 value, int from, int scale)
    {
        if (scale < from)
            return RoundedQuotient(value, PowerOfTen(from - scale));
        var unit = PowerOfTen(scale - from);
        return Int128.Abs(value) <= Int128.MaxValue / unit ? value * unit : throw SqlErrors.NumberOverflow();
    }

    private static long Divide(long dividend, long divisor, int shift)
    {
        if (divisor == 0)
            throw SqlErrors.DivisionByZero();
        try
        {
            return Fit(RoundedQuotient(checked(dividend * PowerOfTen(shift)), divisor), 38, 0);
        }
        catch (OverflowException)
        {
            throw SqlErrors.NumberOverflow();
        }
    }

    private static long Multiply(long left, long right, int drop) => Fit(RoundedQuotient((Int128)left * right, PowerOfTen(drop)), 38, 0);

    private static long Factorial(long number)
    {
        var product = number is >= 0 and <= 33 ? 1L : throw SqlErrors.NumberOutOfRange($"factorial({number.ToString(CultureInfo.InvariantCulture)})");
        for (; number > 1; number--)
            product = Fit((Int128)product * number, 38, 0);
        return product;
    }

    /// <summary>
    /// Which of so many buckets of equal width between two bounds a value falls into: 0 for below, one more than there are for above.
    /// </summary>
    private static long WidthBucket(object?[] a, long count)
    {
        if (count < 1)
            throw SqlErrors.Execution("WIDTH_BUCKET needs at least one bucket");
        if (a[0] is double value)
        {
            var (low, high) = (Double(a, 1), Double(a, 2));
            return value < low ? 0 : value >= high ? count + 1 : (long)Math.Floor((value - low) / (high - low) * count) + 1;
        }

        var (x, from, to) = ((Int128)Whole(a, 0), (Int128)Whole(a, 1), (Int128)Whole(a, 2));
        return x < from ? 0 : x >= to ? count + 1 : (long)((x - from) * count / (to - from)) + 1;
    }

    private static Int128 EvenQuotient(Int128 dividend, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        var half = Int128.Abs(remainder) * 2 - Int128.Abs(divisor);
        return half > 0 || (half == 0 && Int128.IsOddInteger(quotient))
            ? quotient + (Int128.IsNegative(dividend) == Int128.IsNegative(divisor) ? 1 : -1)
            : quotient;
    }

    private static Int128 RoundedQuotient(Int128 dividend, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        if (Int128.Abs(remainder) * 2 >= Int128.Abs(divisor))
            quotient += Int128.IsNegative(dividend) == Int128.IsNegative(divisor) ? 1 : -1;
        return quotient;
    }

    private static Int128 Floor(Int128 value, Int128 unit)
    {
        var rest = value % unit;
        return rest < 0 ? value - rest - unit : value - rest;
    }

    private static long Round(object?[] a, Func<Int128, Int128, Int128> round)
    {
        var drop = Whole(a, 1) - Whole(a, 2);
        return drop <= 0 ? Whole(a, 0) : drop > 30 ? 0L : Fit(round(Whole(a, 0), PowerOfTen((int)drop)), 38, 0);
    }

    private static double RoundFloat(object?[] a, Func<double, double> round)
    {
        var digits = (int)Math.Clamp(Whole(a, 1), -300, 300);
        if (digits == 0)
            return round(Double(a, 0));
        var unit = Math.Pow(10, Math.Abs(digits));
        var result = digits > 0 ? round(Double(a, 0) * unit) / unit : round(Double(a, 0) / unit) * unit;
        return double.IsFinite(result) ? result : Double(a, 0);
    }
}
