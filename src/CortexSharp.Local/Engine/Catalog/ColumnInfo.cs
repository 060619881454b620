using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A column of a stored table.</summary>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Physical">Its name in SQLite, which folds case and so could not hold both <c>"a"</c> and <c>"A"</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="NotNull">Whether it refuses null.</param>
/// <param name="Default">Its default as SQL text.</param>
/// <param name="Key">The key it belongs to.</param>
/// <param name="Comment">Its comment.</param>
internal sealed record ColumnInfo(
    string Name, string Physical, SqlType Type, bool NotNull, string? Default, ColumnKey Key = ColumnKey.None, string? Comment = null);
