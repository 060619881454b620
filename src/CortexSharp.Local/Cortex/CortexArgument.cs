using System.Text.Json;

namespace CortexSharp.Local.Cortex;

/// <summary>One argument of a call of a Cortex function, as the statement writes it.</summary>
/// <param name="Name">The name before <c>=&gt;</c> in upper case; null for a positional argument.</param>
/// <param name="IsConstant">Whether the value is written as a constant; otherwise it is computed for each row (binds included).</param>
/// <param name="Constant">The constant: a string, number, truth value, object or array as JSON; JSON null for the SQL <c>NULL</c>.</param>
/// <param name="Position">The offset of the argument in the SQL text, for errors.</param>
internal sealed record CortexArgument(string? Name, bool IsConstant, JsonElement Constant, int Position);
