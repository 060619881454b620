namespace CortexSharp.Local.Engine.Runtime.Json;

/// <summary>The order of JSON values as SQLite has it for their sort keys: numbers before text, text by its code points.</summary>
internal sealed class ScalarOrder : IComparer<object?>
{
    public static readonly ScalarOrder Instance = new();

    private ScalarOrder()
    {
    }

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (string, _) => 1,
        (_, string) => -1,
        _ => Convert.ToDouble(x, System.Globalization.CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(y, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
