namespace CortexSharp.Local.Cortex.Access;

/// <summary>A role.</summary>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Owner">The role that owns it; empty for a system role.</param>
/// <param name="Comment">Its comment.</param>
/// <param name="CreatedOn">When it was created.</param>
internal sealed record RoleInfo(string Name, string Owner, string Comment, DateTimeOffset CreatedOn);
