namespace CortexSharp.Local.Engine.Temporal;

/// <summary>What a text says: a wall-clock time, and the offset where the text has one.</summary>
internal readonly record struct ReadTimestamp(Timestamp WallClock, int? Offset);
