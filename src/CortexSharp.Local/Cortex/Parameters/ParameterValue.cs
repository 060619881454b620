namespace CortexSharp.Local.Cortex.Parameters;

/// <summary>A parameter with the value it has now.</summary>
/// <param name="Definition">The parameter.</param>
/// <param name="Value">The value.</param>
/// <param name="IsSet">Whether somebody set it, even if to its default.</param>
internal sealed record ParameterValue(ParameterDefinition Definition, string Value, bool IsSet);
