namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>SQLite's kinds of values, by its numbers.</summary>
internal enum CellKind
{
    Integer = 1,
    Real = 2,
    Text = 3,
    Blob = 4,
    Null = 5,
}
