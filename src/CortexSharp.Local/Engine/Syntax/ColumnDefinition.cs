using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A column of <c>CREATE TABLE</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Type">Its type; null when a CTAS takes the query's.</param>
/// <param name="NotNull">Whether it refuses null.</param>
/// <param name="Default">The default, as SQL text.</param>
/// <param name="Key">The key it belongs to.</param>
/// <param name="Comment">Its comment.</param>
internal sealed record ColumnDefinition(int Position, string Name, SqlType? Type, bool NotNull, string? Default, ColumnKey Key, string? Comment);
