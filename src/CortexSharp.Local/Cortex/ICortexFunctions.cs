namespace CortexSharp.Local.Cortex;

/// <summary>The Cortex functions that the engine can call: <c>AI_COMPLETE</c>, <c>SNOWFLAKE.CORTEX.FINETUNE</c> and so on.</summary>
internal interface ICortexFunctions
{
    /// <summary>Whether this is the name of a Cortex function.</summary>
    /// <param name="name">The name in upper case, such as <c>AI_COMPLETE</c> or <c>SNOWFLAKE.CORTEX.COMPLETE</c>.</param>
    bool Contains(string name);

    /// <summary>Binds a call: checks its arguments and constants.</summary>
    /// <param name="name">The name in upper case.</param>
    /// <param name="arguments">The arguments as written.</param>
    /// <exception cref="LocalSqlException">Snowflake would refuse the call when compiling it.</exception>
    ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments);
}
