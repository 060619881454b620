using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Writes <c>OVER (…)</c> for SQLite.</summary>
internal static class WindowClause
{
    public const string Whole = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
    public const string Before = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING";
    public const string Behind = "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING";
    public const string UpToHere = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";

    /// <summary>A window as written.</summary>
    /// <param name="site">The call.</param>
    /// <param name="window">The window.</param>
    /// <param name="keys">The order of <c>WITHIN GROUP</c>, in which the rows of the whole partition come; empty for none.</param>
    public static string Write(CallSite site, Window window, string keys = "") =>
        keys.Length > 0 ? Write(Partition(site, window), keys, Whole) : Write(Partition(site, window), Order(site, window), Frame(site, window));

    /// <summary>A window with a frame of the function's own.</summary>
    public static string WithFrame(CallSite site, Window window, string frame) => Write(Partition(site, window), Order(site, window), frame);

    /// <summary>A window whose frame is the whole partition, unless another is written: Snowflake's default for FIRST_VALUE and its like.</summary>
    public static string WholeByDefault(CallSite site, Window window) =>
        WithFrame(site, window, Frame(site, window) is { Length: > 0 } frame ? frame : Whole);

    private static string Write(string partition, string order, string frame)
    {
        string[] parts = [partition, order.Length == 0 ? "" : "ORDER BY " + order, frame];
        return $" OVER ({string.Join(' ', parts.Where(p => p.Length > 0))})";
    }

    private static string Partition(CallSite site, Window window) =>
        window.PartitionBy.IsEmpty ? "" : "PARTITION BY " + string.Join(", ", site.Comparables(window.PartitionBy));

    private static string Order(CallSite site, Window window) => string.Join(", ", site.OrderKeys(window.OrderBy));

    private static string Frame(CallSite site, Window window) => window.Frame is { } frame ? WindowFrames.Translate(site, window, frame) : "";
}
