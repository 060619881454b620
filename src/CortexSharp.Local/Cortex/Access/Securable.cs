using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.Access;

/// <summary>Something on which privileges are granted.</summary>
/// <param name="Kind">What it is, in upper case: <c>TABLE</c>, <c>MODEL</c>, <c>SCHEMA</c>, <c>ROLE</c> and so on.</param>
/// <param name="Name">Its full name.</param>
internal sealed record Securable(string Kind, SqlIdentifier Name)
{
    public const string Role = "ROLE";
    public const string DatabaseRole = "DATABASE_ROLE";
    public const string ApplicationRole = "APPLICATION_ROLE";

    /// <summary>The account itself.</summary>
    public static Securable Account { get; } = new("ACCOUNT", new("LOCAL"));

    /// <summary>What it lies in; null for what lies in nothing.</summary>
    public Securable? Container => (Kind, Name.Parts.Count) switch
    {
        (DatabaseRole or ApplicationRole, _) => null,
        (_, 3) => new("SCHEMA", new(Name.Database!, Name.Schema!)),
        (_, 2) => new("DATABASE", new(Name.Schema!)),
        _ => null,
    };

    /// <summary>The name under which grants on it are kept.</summary>
    public string Key => Kind == Role ? Name.Name : Name.ToString();
}
