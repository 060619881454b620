using System.Diagnostics.CodeAnalysis;

namespace CortexSharp.Local.Testing;

/// <summary>The rules for one kind of event. Reading takes no lock, so that rows can ask in parallel.</summary>
/// <typeparam name="TCall">The event.</typeparam>
/// <typeparam name="TAction">What a rule does about it.</typeparam>
internal sealed class RuleSet<TCall, TAction>
{
    private readonly Lock _gate = new();
    private volatile Entry[] _newestFirst = [];

    public bool IsEmpty => _newestFirst.Length == 0;

    public TestRule Add(Func<TCall, bool> condition, RuleLimits limits, TAction action)
    {
        var rule = new TestRule(limits, Remove);
        lock (_gate)
            _newestFirst = [new(rule, condition, limits.Delay, action), .. _newestFirst];
        return rule;
    }

    public void Clear()
    {
        lock (_gate)
            _newestFirst = [];
    }

    /// <summary>The rule that fires for an event. Those who wait for it go on at once.</summary>
    public bool TryMatch(TCall call, [NotNullWhen(true)] out Match? match)
    {
        if (!TryTake(call, out match))
            return false;
        match.Rule.Reach();
        return true;
    }

    /// <summary>The rule that fires for an event. Those who wait for it go on when the caller lets them, see <see cref="TestRule.Reach"/>.</summary>
    public bool TryTake(TCall call, [NotNullWhen(true)] out Match? match)
    {
        foreach (var entry in _newestFirst)
        {
            if (!entry.Condition(call) || !entry.Rule.TryFire(out var turn))
                continue;
            match = new(entry.Rule, entry.Delay, entry.Action, turn);
            return true;
        }

        match = null;
        return false;
    }

    private void Remove(TestRule rule)
    {
        lock (_gate)
            _newestFirst = [.. _newestFirst.Where(e => e.Rule != rule)];
    }

    /// <summary>A rule that has fired.</summary>
    /// <param name="Rule">The rule.</param>
    /// <param name="Delay">How long the event waits.</param>
    /// <param name="Action">What is done then.</param>
    /// <param name="Turn">How often the rule fired before.</param>
    internal sealed record Match(TestRule Rule, TimeSpan Delay, TAction Action, int Turn)
    {
        /// <summary>Waits as long as the rule says.</summary>
        public Task WaitAsync(TimeProvider time, CancellationToken cancellationToken) =>
            Delay > TimeSpan.Zero ? Task.Delay(Delay, time, cancellationToken) : Task.CompletedTask;
    }

    private sealed record Entry(TestRule Rule, Func<TCall, bool> Condition, TimeSpan Delay, TAction Action);
}
