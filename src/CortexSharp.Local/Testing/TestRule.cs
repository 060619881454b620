namespace CortexSharp.Local.Testing;

/// <summary>A rule in force.</summary>
public sealed class TestRule
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RuleLimits _limits;
    private readonly Action<TestRule> _remove;
    private int _met;
    private int _fired;

    internal TestRule(RuleLimits limits, Action<TestRule> remove)
    {
        _limits = limits;
        _remove = remove;
    }

    /// <summary>How often it fired.</summary>
    public int Fired => Volatile.Read(ref _fired);

    /// <summary>Done when it has fired for the first time, so that a test can wait for that moment.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Takes it out of force. What it has caught is not let go.</summary>
    public void Remove() => _remove(this);

    /// <summary>Lets those go on who wait until it has fired.</summary>
    internal void Reach() => _reached.TrySetResult();

    /// <summary>
    /// Counts a match, and tells whether the rule fires for it; <see cref="Reach"/> follows once what it does is done or under way.
    /// </summary>
    /// <param name="turn">How often it fired before.</param>
    internal bool TryFire(out int turn)
    {
        turn = Interlocked.Increment(ref _met) - 1 - _limits.Skip;
        if (turn < 0 || turn >= _limits.Times)
            return false;
        Interlocked.Increment(ref _fired);
        return true;
    }
}
