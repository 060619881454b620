using System.Globalization;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>The frames of windows, in SQLite's words.</summary>
internal static class WindowFrames
{
    /// <summary>Translates the frame of a call's window.</summary>
    public static string Translate(CallSite c, Window window, WindowFrame frame)
    {
        var (start, end) = (Rank(frame.Start), Rank(frame.End));
        if (start > end || start == 4 || end == 0)
            throw SqlErrors.InvalidArgument(c.Translator.Text, frame.Position, "Invalid window frame: its start lies behind its end");
        return $"{(frame.IsRange ? "RANGE" : "ROWS")} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}";

        string Bound(FrameBound bound) => bound switch
        {
            { Direction: null } => "CURRENT ROW",
            { Distance: null } => "UNBOUNDED " + bound.Direction,
            _ => $"{(frame.IsRange ? RangeDistance(c, window, frame, bound.Distance) : RowDistance(c, frame, bound.Distance))} {bound.Direction}",
        };
    }

    /// <summary>The bounds from the first row of a partition to the last.</summary>
    private static int Rank(FrameBound bound) => bound switch
    {
        { Direction: null } => 2,
        { Direction: "PRECEDING" } => bound.Distance is null ? 0 : 1,
        _ => bound.Distance is null ? 4 : 3,
    };

    private static string RowDistance(CallSite c, WindowFrame frame, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? rows.ToString(CultureInfo.InvariantCulture)
            : throw SqlErrors.InvalidArgument(c.Translator.Text, frame.Position, $"Invalid window frame: {digits} is no number of rows");

    /// <summary>The distance in the units in which SQLite holds the key of the order.</summary>
    private static string RangeDistance(CallSite c, Window window, WindowFrame frame, string digits)
    {
        if (window.OrderBy is not [{ Value: var key }] || c.TypeOf(key) is not { IsNumeric: true } type)
            throw SqlErrors.Unsupported(c.Translator.Text, frame.Position, "RANGE with a distance over anything but one number");
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var distance) || distance >= 1e9m)
            throw SqlErrors.NumberOverflow();
        if (type.Kind is SqlTypeKind.Float)
            return distance.ToString(CultureInfo.InvariantCulture);
        // No key lies between the units, so what is left of one does not count.
        var units = decimal.Truncate(distance * (decimal)Math.Pow(10, type.Scale));
        return units.ToString(CultureInfo.InvariantCulture);
    }
}
