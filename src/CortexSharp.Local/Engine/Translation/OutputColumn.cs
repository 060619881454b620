using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A column of a translated query; in SQLite the columns are named c1, c2, ….</summary>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNamed">Whether it is named by an alias or a column, not by its expression's text: only such a column can be stored.</param>
internal readonly record struct OutputColumn(string Name, SqlType Type, bool IsNamed = true);
