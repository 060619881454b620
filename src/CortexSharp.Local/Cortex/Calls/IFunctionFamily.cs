namespace CortexSharp.Local.Cortex.Calls;

/// <summary>Functions that belong together, known by their names in upper case.</summary>
internal interface IFunctionFamily
{
    /// <summary>The names in upper case.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Binds a call of one of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="arguments">The arguments as written.</param>
    /// <exception cref="LocalSqlException">Snowflake would refuse the call when compiling it.</exception>
    ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments);
}
