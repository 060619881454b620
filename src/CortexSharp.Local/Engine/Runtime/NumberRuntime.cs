using System.Globalization;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Arithmetic for which SQLite has no exact or no failing form. A NUMBER is a count of 10^-scale units.</summary>
internal static class NumberRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("number", a => Whole(a, 0)),
        new("div", a => Divide(Whole(a, 0), Whole(a, 1), (int)Whole(a, 2))),
        new("mod", a => Whole(a, 1) == 0 ? throw SqlErrors.DivisionByZero() : Whole(a, 1) == -1 ? 0L : Whole(a, 0) % Whole(a, 1)),
        new("float_div", a => Double(a, 1) == 0 ? throw SqlErrors.DivisionByZero() : Double(a, 0) / Double(a, 1)),
        new("float_mod", a => Double(a, 1) == 0 ? throw SqlErrors.DivisionByZero() : Double(a, 0) % Double(a, 1)),
        .. new RuntimeFunction("rescale", a => Rescale(Whole(a, 0), (int)Whole(a, 1), (int)Whole(a, 2), (int)Whole(a, 3))).WithTry(),
        new("round_number", a => Round(a, static (value, unit) => RoundedQuotient(value, unit) * unit)),
        new("trunc_number", a => Round(a, static (value, unit) => value / unit * unit)),
        new("floor_number", a => Round(a, static (value, unit) => Floor(value, unit))),
        new("ceil_number", a => Round(a, static (value, unit) => -Floor(-value, unit))),
        new("round_float", a => RoundFloat(a, static x => Math.Round(x, MidpointRounding.AwayFromZero))),
        new("trunc_float", a => RoundFloat(a, Math.Truncate)),
        new("floor_float", a => RoundFloat(a, Math.Floor)),
        new("ceil_float", a => RoundFloat(a, Math.Ceiling)),
        new("power", a => Math.Pow(Double(a, 0), Double(a, 1))),
        new("sqrt", a => Double(a, 0) < 0 ? throw InvalidFloat($"sqrt({JsonText.Number(Double(a, 0))})") : Math.Sqrt(Double(a, 0))),
        new("ln", a => Double(a, 0) <= 0 ? throw InvalidFloat($"ln({JsonText.Number(Double(a, 0))})") : Math.Log(Double(a, 0))),
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
        Fit(scale >= from ? checked(value * PowerOfTen(scale - from)) : RoundedQuotient(value, PowerOfTen(from - scale)), precision, scale);

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

    private static LocalSqlException InvalidFloat(string what) => new(100041, "22023", $"Invalid floating point operation: {what}");
}
