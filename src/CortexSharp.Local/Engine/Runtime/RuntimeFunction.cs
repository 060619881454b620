namespace CortexSharp.Local.Engine.Runtime;

/// <summary>A function that SQLite calls back for. Arguments and results are long, double, string, byte[] or null.</summary>
/// <param name="Name">Its name, without the prefix that all share.</param>
/// <param name="Invoke">What it does.</param>
/// <param name="Strict">Whether a null argument makes a null result without a call.</param>
/// <param name="Deterministic">Whether equal arguments give equal results.</param>
internal sealed record RuntimeFunction(string Name, Func<object?[], object?> Invoke, bool Strict = true, bool Deterministic = true)
{
    /// <summary>The function and its form for <c>TRY_</c>, which gives null where this one fails.</summary>
    public IEnumerable<RuntimeFunction> WithTry() => [this, this with { Name = "try_" + Name, Invoke = Try }];

    private object? Try(object?[] arguments)
    {
        try
        {
            return Invoke(arguments);
        }
        catch (LocalSqlException)
        {
            return null;
        }
    }
}
