namespace CortexSharp.Local.Cortex.Access;

/// <summary>What is said to a role that may not do something.</summary>
internal static class AccessErrors
{
    /// <summary>The role sees the object and may not do this with it; one that it does not see does not exist for it.</summary>
    public static LocalSqlException Insufficient(Securable target) => new(3001, "42501",
        $"SQL access control error:\nInsufficient privileges to operate on {target.Kind.Replace('_', ' ').ToLowerInvariant()} '{target.Name.Name}'");

    /// <summary>A request names a role that is not there.</summary>
    public static LocalSqlException RoleMissing(string role) => new(390189, "08001",
        $"Role '{role}' specified in the request does not exist or not authorized. Create it with CREATE ROLE, as {CallContext.Administrator}.");

    /// <summary>To a role without the database role, the functions are not there (users report it of <c>COMPLETE</c>).</summary>
    public static LocalSqlException FunctionMissing(string function)
    {
        const string schema = "SNOWFLAKE.CORTEX.";
        var name = function.StartsWith(schema, StringComparison.Ordinal) ? function : schema + function;
        return new(2141, "42601", $"SQL compilation error:\nUnknown user-defined function {name}");
    }
}
