using System.Globalization;

namespace CortexSharp.Metrics.Text;

/// <summary>Numbers with a fixed number of decimals, as Python's <c>%.2f</c> writes them.</summary>
internal static class Rounded
{
    /// <summary>.NET rounds an exact tie away from zero, Python to the even digit: 0.125 is 0.12 there. All other numbers come out alike.</summary>
    public static string Text(double value, int decimals)
    {
        // A tie is an odd multiple of half the last decimal; a binary fraction is one only if doubling it that often makes it odd.
        var scaled = Math.Abs(value) * (1 << (decimals + 1));
        if (scaled < 1L << 52 && Math.Floor(scaled) == scaled && (long)scaled % 2 == 1)
        {
            var below = Math.Floor(Math.Abs(value) * Math.Pow(10, decimals));
            if (below % 2 == 0)
                value = value > 0 ? Math.BitDecrement(value) : Math.BitIncrement(value);
        }

        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
