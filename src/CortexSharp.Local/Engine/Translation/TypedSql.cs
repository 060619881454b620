using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A SQLite expression that stands as an operand without further parentheses, and its Snowflake type.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unchecked">
/// Whether it is integer arithmetic that SQLite turns into a REAL when it overflows, so it must be checked before it is stored.
/// </param>
internal readonly record struct TypedSql(string Text, SqlType Type, bool Unchecked = false);
