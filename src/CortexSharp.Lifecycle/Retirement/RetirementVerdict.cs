namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What is to become of a model.</summary>
public enum RetirementVerdict
{
    /// <summary>It is in use, or too young, or somebody may go back to it.</summary>
    Keep,

    /// <summary>Nobody called it, and that is proven.</summary>
    Retire,

    /// <summary>Whether somebody called it cannot be told, so it is kept.</summary>
    CannotTell,
}
