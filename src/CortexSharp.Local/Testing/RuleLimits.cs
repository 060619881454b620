namespace CortexSharp.Local.Testing;

/// <summary>When a rule fires for what it matches, and how much later.</summary>
internal sealed record RuleLimits
{
    /// <summary>How many matches it lets pass first.</summary>
    public int Skip
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, "skip");
            field = value;
        }
    }

    /// <summary>How often it fires at most.</summary>
    public int Times
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, "times");
            field = value;
        }
    } = int.MaxValue;

    /// <summary>How long what it catches waits.</summary>
    public TimeSpan Delay
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, "delay");
            field = value;
        }
    }
}
