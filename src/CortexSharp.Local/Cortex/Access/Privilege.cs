namespace CortexSharp.Local.Cortex.Access;

/// <summary>The names of privileges (Snowflake's page Access control privileges), as far as something here asks for them.</summary>
internal static class Privilege
{
    public const string Ownership = "OWNERSHIP";
    public const string Usage = "USAGE";
    public const string Select = "SELECT";
    public const string Insert = "INSERT";
    public const string Update = "UPDATE";
    public const string Delete = "DELETE";
    public const string Truncate = "TRUNCATE";
    public const string ImportedPrivileges = "IMPORTED PRIVILEGES";
    public const string UseAiFunctions = "USE AI FUNCTIONS";
    public const string UseAiFunction = "USE AI FUNCTION ";
    public const string Create = "CREATE ";

    private static readonly Dictionary<string, string[]> OfKind = new(StringComparer.Ordinal)
    {
        ["TABLE"] = [Select, Insert, Update, Delete, Truncate, "REFERENCES"],
        ["VIEW"] = [Select, "REFERENCES"],
        ["MODEL"] = [Usage, "READ"],
        ["FUNCTION"] = [Usage],
        ["SCHEMA"] =
        [
            Usage, "MONITOR", "MODIFY", "CREATE TABLE", "CREATE VIEW", "CREATE MODEL", "CREATE FUNCTION", "CREATE TAG", "CREATE TASK", "CREATE STAGE",
        ],
        ["DATABASE"] = [Usage, "MONITOR", "MODIFY", "CREATE SCHEMA", ImportedPrivileges],
        ["WAREHOUSE"] = [Usage, "OPERATE", "MONITOR", "MODIFY"],
        ["ACCOUNT"] =
        [
            UseAiFunctions, "CREATE DATABASE", "CREATE ROLE", "CREATE WAREHOUSE", "MANAGE GRANTS", "EXECUTE TASK", "EXECUTE MANAGED TASK",
            "MONITOR USAGE",
        ],
    };

    /// <summary>Whether a privilege can be granted on a kind of object.</summary>
    public static bool IsKnown(string privilege, string kind) => privilege == Ownership
        || (kind == "ACCOUNT" && privilege.StartsWith(UseAiFunction, StringComparison.Ordinal))
        || (OfKind.TryGetValue(kind, out var all) && all.Contains(privilege));

    /// <summary>What <c>ALL PRIVILEGES</c> means for a kind of object.</summary>
    public static IReadOnlyList<string> All(string kind) => OfKind.TryGetValue(kind, out var all) ? all : [];
}
