namespace CortexSharp.Local.Cortex.Parameters;

/// <summary>A parameter that the account has.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Type">Its type, as <c>SHOW PARAMETERS</c> names it.</param>
/// <param name="Default">The value that it has unless it is set.</param>
/// <param name="Description">What it does.</param>
internal sealed record ParameterDefinition(string Name, string Type, string Default, string Description);
