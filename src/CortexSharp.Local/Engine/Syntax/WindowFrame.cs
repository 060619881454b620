namespace CortexSharp.Local.Engine.Syntax;

/// <summary>The frame of a window.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="IsRange">Whether bounds are distances in the order's key (<c>RANGE</c>) instead of numbers of rows (<c>ROWS</c>).</param>
/// <param name="Start">Its first bound.</param>
/// <param name="End">Its last bound.</param>
internal sealed record WindowFrame(int Position, bool IsRange, FrameBound Start, FrameBound End)
{
    /// <summary>Whether it begins with the partition's first row, so that it never slides.</summary>
    public bool BeginsWithPartition => Start is { Direction: "PRECEDING", Distance: null };
}
