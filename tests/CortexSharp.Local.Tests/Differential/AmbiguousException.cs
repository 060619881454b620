namespace CortexSharp.Local.Tests.Differential;

/// <summary>Snowflake does not say what happens, as for an error in an operand that decides nothing any more; such a case is passed over.</summary>
internal sealed class AmbiguousException() : Exception("not defined");
