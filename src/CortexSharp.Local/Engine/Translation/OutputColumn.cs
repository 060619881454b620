using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A column of a translated query; in SQLite the columns are named c1, c2, ….</summary>
internal readonly record struct OutputColumn(string Name, SqlType Type);
