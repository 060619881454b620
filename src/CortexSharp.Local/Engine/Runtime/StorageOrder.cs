using System.Globalization;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>The order in which SQLite sorts values: numbers by size, behind them texts by code point, behind them bytes by value.</summary>
internal sealed class StorageOrder : IComparer<object?>
{
    public static readonly StorageOrder Instance = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => Compare(a, b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ when Rank(x) != Rank(y) => Rank(x).CompareTo(Rank(y)),
        _ => Convert.ToDouble(x, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(y, CultureInfo.InvariantCulture)),
    };

    private static int Rank(object? value) => value switch { string => 1, byte[] => 2, _ => 0 };

    private static int Compare(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
            return a.Length.CompareTo(b.Length);
        // In UTF-16, surrogates sort before the last code points of the basic plane.
        var (x, y) = (a[common], b[common]);
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x.CompareTo(y) : char.IsSurrogate(x) ? 1 : -1;
    }
}
