namespace CortexSharp.Local.Cortex.Calls;

/// <summary>A value read from an argument, or why it could not be read.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value; null when there is an error.</param>
/// <param name="Error">The error's text; null when there is none.</param>
internal readonly record struct Parsed<T>(T? Value, string? Error)
    where T : class
{
    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Failed(string error) => new(null, error);
}
