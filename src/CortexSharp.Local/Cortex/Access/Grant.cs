namespace CortexSharp.Local.Cortex.Access;

/// <summary>A privilege that a role has.</summary>
/// <param name="Grantee">The role.</param>
/// <param name="Privilege">The privilege.</param>
/// <param name="Kind">What kind of object it is on.</param>
/// <param name="Name">The object's name, as <see cref="Securable.Key"/> has it.</param>
/// <param name="GrantedBy">The role that granted it; empty for what an account begins with.</param>
/// <param name="CreatedOn">When.</param>
internal sealed record Grant(string Grantee, string Privilege, string Kind, string Name, string GrantedBy, DateTimeOffset CreatedOn);
