namespace CortexSharp.Local.Tests.Differential;

/// <summary>How tightly operators bind, from the loosest.</summary>
internal enum Rank
{
    Or,
    And,
    Not,
    Comparison,
    Additive,
    Multiplicative,
    Sign,
    Cast,
    Primary,
}
