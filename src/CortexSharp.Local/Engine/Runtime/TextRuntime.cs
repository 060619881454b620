using System.Globalization;
using System.Text;
using CortexSharp.Local.Engine.Runtime.Strings;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Text functions, and how functions on boxed values read their arguments.</summary>
internal static class TextRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
        [.. CaseRuntime.All, .. SliceRuntime.All, .. SearchRuntime.All, .. ComposeRuntime.All, .. SimilarityRuntime.All, .. UrlRuntime.All];

    /// <summary>The argument as text.</summary>
    public static string Text(object?[] arguments, int index) => arguments[index] switch
    {
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>The argument as a whole number.</summary>
    public static long Whole(object?[] arguments, int index) => arguments[index] switch
    {
        long value => value,
        double => throw SqlErrors.NumberOverflow(), // integer arithmetic that overflowed
        var other => Convert.ToInt64(other, CultureInfo.InvariantCulture),
    };

    /// <summary>SQLite's truth values.</summary>
    public static object Bit(bool value) => value ? 1L : 0L;
}
