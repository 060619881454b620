using System.Globalization;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Rows of the engine and of the evaluator as texts that can be compared.</summary>
internal static class Shown
{
    public static string Row(IEnumerable<object?> cells) => string.Join(" | ", cells.Select(Cell));

    /// <summary>What a change answers and leaves, in whatever order.</summary>
    public static string Changed(long count, IEnumerable<IEnumerable<object?>> rows) =>
        string.Join('\n', rows.Select(Row).Order(StringComparer.Ordinal).Prepend(string.Create(CultureInfo.InvariantCulture, $"{count} changed")));

    private static string Cell(object? value) => value switch
    {
        null => "NULL",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // Rounded, as the order of floating-point operations is nobody's promise.
        double number => (Math.Round(number, 9) + 0.0).ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
