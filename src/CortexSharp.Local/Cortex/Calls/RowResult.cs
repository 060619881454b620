namespace CortexSharp.Local.Cortex.Calls;

/// <summary>What a row gave: a value, an error, or neither for the SQL <c>NULL</c>.</summary>
/// <param name="Value">The value, as <see cref="CortexResultType"/> has it.</param>
/// <param name="Error">Why there is none.</param>
internal readonly record struct RowResult(object? Value, string? Error = null)
{
    public static RowResult Failed(string error) => new(null, error);
}
