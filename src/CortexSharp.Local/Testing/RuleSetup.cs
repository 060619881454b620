namespace CortexSharp.Local.Testing;

/// <summary>The first half of a rule: for what, how often, how late. The rule is in force as soon as the second half says what happens.</summary>
/// <typeparam name="TSelf">The kind of setup.</typeparam>
public abstract class RuleSetup<TSelf>
    where TSelf : RuleSetup<TSelf>
{
    private protected RuleSetup()
    {
    }

    private protected RuleLimits Limits { get; private set; } = new();

    /// <summary>The rule fires for the first match only.</summary>
    public TSelf Once() => Times(1);

    /// <summary>The rule fires so many times, then lets go its usual way what it matches.</summary>
    /// <param name="count">At least 1.</param>
    /// <remarks>Rows of one statement are asked in parallel: how many a rule catches is certain, which of them is not.</remarks>
    public TSelf Times(int count) => With(Limits with { Times = count });

    /// <summary>The rule lets the first matches pass.</summary>
    /// <param name="count">How many; not negative.</param>
    public TSelf Skip(int count) => With(Limits with { Skip = count });

    /// <summary>What happens, happens later, by <see cref="LocalCortexOptions.TimeProvider"/>.</summary>
    /// <param name="delay">How much later; not negative.</param>
    public TSelf After(TimeSpan delay) => With(Limits with { Delay = delay });

    private TSelf With(RuleLimits limits)
    {
        Limits = limits;
        return (TSelf)this;
    }
}
