namespace CortexSharp.Local.Cortex.Calls;

/// <summary>One parameter of a Cortex function.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Required">Whether a call must give it.</param>
/// <param name="ConstantOnly">Whether only a constant is taken.</param>
/// <param name="NamedOnly">Whether it can be given by name only.</param>
internal sealed record Parameter(string Name, bool Required = false, bool ConstantOnly = false, bool NamedOnly = false);
